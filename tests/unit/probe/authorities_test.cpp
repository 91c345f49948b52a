#include "probe/authorities.hpp"

#include "base/clock.hpp"
#include "support/certificates.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>

namespace fingerpost::probe {

namespace {

constexpr std::int64_t day = 86400;

class AuthoritiesTest : public testing::Test {
protected:
    const test::Certificates& made = test::certificates();

    static std::vector<Certificate> chain(const std::vector<const test::Identity*>& identities) {
        std::vector<Certificate> read;
        for (const auto* const identity : identities)
            read.push_back(read_certificate(identity->der()).value());
        return read;
    }

    Trust judge(
        const std::vector<const test::Identity*>& sent,
        const std::string& host = "imap.example.com",
        std::int64_t later = 0
    ) const {
        const auto authorities = Authorities::load(ca_file_).value();
        return authorities->judge(chain(sent), host, unix_time() + later);
    }

    static std::int64_t end(const test::Identity& identity) {
        return read_certificate(identity.der())->not_after;
    }

private:
    test::Scratch scratch_;
    std::string ca_file_ = scratch_.write("ca.pem", made.root.pem()).string();
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_F(AuthoritiesTest, a_path_to_an_authority_is_trusted) {
    const auto trust = judge({&made.good, &made.intermediate});
    EXPECT_TRUE(trust.trusted) << trust.why;
    EXPECT_TRUE(trust.covers);
    EXPECT_EQ(trust.why, "");
    EXPECT_EQ(trust.ends, end(made.good));
}

TEST_F(AuthoritiesTest, a_path_ends_with_the_first_of_its_certificates) {
    const auto trust = judge({&made.brief, &made.brief_intermediate});
    EXPECT_TRUE(trust.trusted) << trust.why;
    EXPECT_EQ(trust.ends, end(made.brief_intermediate));
    EXPECT_LT(trust.ends, end(made.brief));
}

TEST_F(AuthoritiesTest, what_is_sent_beside_the_path_counts_for_nothing) {
    const auto first = judge({&made.good, &made.expired_intermediate, &made.intermediate});
    EXPECT_TRUE(first.trusted) << first.why;
    EXPECT_EQ(first.ends, end(made.good));
    const auto stranger = judge({&made.good, &made.expired, &made.intermediate, &made.root});
    EXPECT_TRUE(stranger.trusted) << stranger.why;
    EXPECT_EQ(stranger.ends, end(made.good));
}

TEST_F(AuthoritiesTest, an_expired_intermediate_alone_is_named) {
    const auto trust = judge({&made.good, &made.expired_intermediate});
    EXPECT_FALSE(trust.trusted);
    EXPECT_EQ(trust.ends, end(made.good));
    EXPECT_TRUE(contains(trust.why, "certificate has expired on 20")) << trust.why;
    EXPECT_TRUE(contains(trust.why, ": CN=Example Intermediate,O=Example")) << trust.why;
}

TEST_F(AuthoritiesTest, an_expired_leaf_keeps_its_date) {
    const auto trust = judge({&made.expired});
    EXPECT_FALSE(trust.trusted);
    EXPECT_TRUE(trust.covers);
    EXPECT_EQ(trust.ends, end(made.expired));
    EXPECT_EQ(trust.why, "certificate has expired on " + utc_text(end(made.expired)));
}

TEST_F(AuthoritiesTest, time_is_the_callers) {
    EXPECT_TRUE(judge({&made.expired}, "imap.example.com", -2 * day).trusted);
    EXPECT_FALSE(judge({&made.good, &made.intermediate}, "imap.example.com", 91 * day).trusted);
}

TEST_F(AuthoritiesTest, one_that_begins_later) {
    const auto trust = judge({&made.not_yet});
    EXPECT_FALSE(trust.trusted);
    EXPECT_TRUE(contains(trust.why, "certificate is not yet valid before 20")) << trust.why;
}

TEST_F(AuthoritiesTest, a_chain_with_a_hole) {
    const auto trust = judge({&made.good});
    EXPECT_FALSE(trust.trusted);
    EXPECT_EQ(
        trust.why,
        "no certificate of its issuer was sent or is trusted here: "
        "CN=Example Intermediate,O=Example"
    );
    EXPECT_EQ(trust.ends, end(made.good));
}

TEST_F(AuthoritiesTest, one_that_signs_itself) {
    const auto trust = judge({&made.self_signed});
    EXPECT_FALSE(trust.trusted);
    EXPECT_EQ(trust.why, "self-signed certificate");
    EXPECT_TRUE(trust.covers);
}

TEST_F(AuthoritiesTest, a_name_is_judged_apart_from_the_path) {
    const auto trust = judge({&made.other_name});
    EXPECT_TRUE(trust.trusted);
    EXPECT_FALSE(trust.covers);
    EXPECT_EQ(trust.why, "it is for www.example.com, *.example.net, not for imap.example.com");
    const auto both = judge({&made.self_signed}, "smtp.example.com");
    EXPECT_EQ(
        both.why, "self-signed certificate; it is for imap.example.com, not for smtp.example.com"
    );
    EXPECT_TRUE(judge({&made.address}, "127.0.0.1").covers);
    EXPECT_TRUE(judge({&made.address}, "::1").covers);
}

TEST_F(AuthoritiesTest, an_authority_is_no_server_of_another_purpose) {
    const test::Identity leaf_as_authority({"Below", "DNS:imap.example.com"}, &made.good);
    const auto trust = judge({&leaf_as_authority, &made.good, &made.intermediate});
    EXPECT_FALSE(trust.trusted);
}

TEST(Authorities, names_the_file_that_cannot_be_used) {
    const auto missing = Authorities::load("/nonexistent/ca.pem");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::bad_request);
    EXPECT_TRUE(contains(missing.error().what, "/nonexistent/ca.pem"));
    const test::Scratch scratch;
    EXPECT_FALSE(Authorities::load(scratch.write("empty.pem", "").string()));
    EXPECT_TRUE(Authorities::load(""));
}

} // namespace fingerpost::probe
