#include "trace/mail_srv.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

const Address jane{"jane", "example.com"};

std::uint32_t least(std::uint32_t) {
    return 0;
}

std::string chosen(const MailSrvRules& rules, const std::vector<SrvFound>& found) {
    const auto choice = choose(rules, found, jane, least);
    return choice.service ? summary(choice.server) : "none";
}

SrvFound found(const SrvService& service, std::vector<resolve::Srv> records) {
    return {&service, std::move(records)};
}

} // namespace

TEST(MailSrv, the_order_of_labels_goes_before_priority) {
    const auto& labels = evolution_srv.incoming;
    EXPECT_EQ(
        chosen(
            evolution_srv,
            {found(labels[0], {{20, 0, 993, "a.example"}}),
             found(labels[1], {{0, 0, 143, "b.example"}})}
        ),
        "imap a.example port 993, TLS"
    );
    EXPECT_EQ(
        chosen(evolution_srv, {found(labels[0], {}), found(labels[1], {{0, 0, 143, "b.example"}})}),
        "imap b.example port 143, STARTTLS"
    );
}

TEST(MailSrv, fairemail_lets_priority_and_weight_decide_over_both_labels) {
    const auto& labels = fairemail_srv.incoming;
    const auto of = [&](resolve::Srv imaps, resolve::Srv imap) {
        return chosen(fairemail_srv, {found(labels[0], {imaps}), found(labels[1], {imap})});
    };
    EXPECT_EQ(
        of({20, 0, 993, "a.example"}, {0, 0, 143, "b.example"}), "imap b.example port 143, STARTTLS"
    );
    EXPECT_EQ(
        of({0, 1, 993, "a.example"}, {0, 9, 143, "b.example"}), "imap b.example port 143, STARTTLS"
    );
    EXPECT_EQ(
        of({0, 1, 993, "a.example"}, {0, 1, 143, "b.example"}), "imap a.example port 993, TLS"
    );
    EXPECT_EQ(
        of({9, 1, 993, "a.example"}, {0, 1, 993, "b.example"}), "imap b.example port 993, TLS"
    );
}

TEST(MailSrv, claws_takes_465_below_submission_as_tls) {
    const auto& submission = claws_srv.outgoing[0];
    const auto at = [&](std::uint16_t port) {
        return chosen(claws_srv, {found(submission, {{0, 1, port, "s.example"}})});
    };
    EXPECT_EQ(at(465), "smtp s.example port 465, TLS");
    EXPECT_EQ(at(587), "smtp s.example port 587, STARTTLS");
}

TEST(MailSrv, a_dot_is_no_offer) {
    const auto& labels = claws_srv.incoming;
    const auto nothing = found(labels[0], {{0, 0, 0, "."}});
    EXPECT_FALSE(offers(nothing));
    EXPECT_EQ(chosen(claws_srv, {nothing}), "none");
    EXPECT_EQ(chosen(claws_srv, {}), "none");
}

TEST(MailSrv, the_user_name_is_the_address) {
    const auto choice =
        choose(claws_srv, {found(claws_srv.incoming[0], {{0, 1, 993, "i.example"}})}, jane, least);
    EXPECT_EQ(choice.server.user_name, "jane@example.com");
}

} // namespace fingerpost::trace
