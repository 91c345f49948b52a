#include "trace/base_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

using Domains = std::vector<std::string>;

} // namespace

TEST(BaseDomain, is_what_can_be_registered) {
    EXPECT_EQ(registrable_domain("mx.premium.europe.example.com"), "example.com");
    EXPECT_EQ(registrable_domain("mx.example.co.uk"), "example.co.uk");
    EXPECT_EQ(registrable_domain("co.uk"), "");
    EXPECT_EQ(registrable_domain(""), "");
    EXPECT_EQ(registrable_domain("."), "");
}

TEST(BaseDomain, an_exchanger_leads_to_its_host_less_one_label_and_its_base) {
    const auto behind = [](const char* exchanger, const char* domain) {
        return mx_domains(MxDomains::registrable, exchanger, domain);
    };
    EXPECT_EQ(
        behind("mx.premium.europe.example.com", "jane.example"),
        (Domains{"premium.europe.example.com", "example.com"})
    );
    EXPECT_EQ(behind("mx.example.com", "jane.example"), Domains{"example.com"});
    EXPECT_EQ(behind("mx.example.com", "mail.example.com"), Domains{}) << "nothing new";
    EXPECT_EQ(behind("co.uk", "jane.example"), Domains{});
}

TEST(BaseDomain, evolution_goes_through_every_suffix) {
    EXPECT_EQ(
        mx_domains(MxDomains::suffixes, "mx.eu.example.com", "eu.example.com"),
        (Domains{"mx.eu.example.com", "example.com"})
    );
    EXPECT_EQ(mx_domains(MxDomains::none, "mx.example.com", "jane.example"), Domains{});
}

} // namespace fingerpost::trace
