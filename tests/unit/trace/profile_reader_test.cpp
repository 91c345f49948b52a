#include "trace/profile_reader.hpp"

#include "support/fake_outside.hpp"
#include "support/golden.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

using test::with;

const Address fred{"fred", "example.com"};

std::string golden() {
    return test::read_file(std::string(GOLDEN) + "/mobileconfig/full.mobileconfig");
}

std::string why(const std::string& plist) {
    const auto found = read_profile(plist, fred);
    return found ? "accepted" : found.error().what;
}

} // namespace

TEST(ProfileReader, reads_what_we_write) {
    const auto found = read_profile(golden(), fred);
    ASSERT_TRUE(found) << found.error().what;
    EXPECT_EQ(summary(*found->incoming), "imap imap.example.net port 993, TLS");
    EXPECT_EQ(summary(*found->outgoing), "smtp smtp.example.net port 465, TLS");
    EXPECT_EQ(found->incoming->user_name, "fred@example.com");
    EXPECT_EQ(found->dav.size(), 2U);
}

TEST(ProfileReader, a_profile_without_what_a_payload_needs_is_refused) {
    EXPECT_EQ(
        why(with(golden(), "EmailTypeIMAP", "EmailTypeX")),
        "EmailAccountType \"EmailTypeX\" is none"
    );
    EXPECT_EQ(
        why(with(golden(), "<key>IncomingMailServerHostName<", "<key>Nothing<")),
        "IncomingMailServerHostName: no host name"
    );
    EXPECT_EQ(
        why(with(golden(), "<key>OutgoingMailServerAuthentication<", "<key>Nothing<")),
        "no OutgoingMailServerAuthentication"
    );
    EXPECT_EQ(
        why(with(golden(), "com.apple.mail.managed", "com.apple.other")),
        "no payload com.apple.mail.managed"
    );
    EXPECT_NE(why("<plist/>"), "accepted");
    EXPECT_NE(why(""), "accepted");
}

TEST(ProfileReader, tls_is_off_unless_it_is_asked_for) {
    const auto silent =
        read_profile(with(golden(), "<key>IncomingMailServerUseSSL<", "<key>Nothing<"), fred);
    EXPECT_EQ(silent->incoming->secured, Secured::none);
}

} // namespace fingerpost::trace
