#include "protocol/document_template.hpp"

#include "protocol/autoconfig.hpp"
#include "protocol/autodiscover.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <random>

namespace fingerpost::protocol {
namespace {

const Address fred{"fred", "example.com"};

TEST(DocumentTemplate, fills_its_gaps) {
    const DocumentTemplate document("<a>%EMAILLOCALPART%@%EMAILDOMAIN%</a>%EMAILADDRESS%%");
    const Offer offer;
    EXPECT_EQ(
        document.filled({offer, "example.com", Address{"a<b", "example.com"}}),
        "<a>a&lt;b@example.com</a>%EMAILADDRESS%%"
    );
    EXPECT_EQ(
        document.filled({offer, "example.com", std::nullopt}),
        "<a>%EMAILLOCALPART%@example.com</a>%EMAILADDRESS%%"
    );
    EXPECT_EQ(DocumentTemplate("").filled({offer, "example.com", fred}), "");
}

/// Words that user names, host names and provider names are made of, placeholders and traps.
std::string phrase(std::mt19937& random) {
    static const std::vector<std::string> words{
        "%EMAILADDRESS%",
        "%EMAILLOCALPART%",
        "%EMAILDOMAIN%",
        "%",
        "a",
        "&<\"'",
        "é",
        "%EMAIL",
        "DOMAIN%",
        "\\",
        "EMAILLOCALPART%"};
    std::string text;
    for (auto left = random() % 4; left > 0; --left)
        text += words[random() % words.size()];
    return text;
}

Offer random_offer(std::mt19937& random) {
    auto offer = test::rich_offer();
    for (const auto id :
         {AttributeId::documentation_title, AttributeId::webmail, AttributeId::file_share})
        offer.attributes.set({id, "", phrase(random)});
    if (random() % 2 == 0) offer.attributes.set({AttributeId::display_name, "", phrase(random)});
    offer.provider_name = phrase(random);
    offer.provider_short_name = phrase(random);
    for (auto& server : offer.servers) {
        server.user_name = "u" + phrase(random);
        server.security = static_cast<Security>(random() % 3);
        server.service = static_cast<Service>(random() % 4);
        if (random() % 4 == 0) server.host = "imap.%EMAILDOMAIN%";
    }
    for (auto& server : offer.dav_servers)
        server.user_name = phrase(random);
    return offer;
}

using Renderer = Result<Response> (*)(const AccountSettings&);

void expect_alike(Renderer render, const AccountSettings& direct, const AccountSettings& kept) {
    const auto expected = render(direct);
    const auto filled = render(kept);
    ASSERT_EQ(expected.has_value(), filled.has_value());
    ASSERT_EQ(expected ? expected->body : "", filled ? filled->body : "");
}

TEST(RenderByTemplate, gives_the_bytes_of_rendering_itself) {
    std::mt19937 random(20261122);
    const std::vector<Address> addresses{
        fred,
        {"%EMAILDOMAIN%", "example.org"},
        {"a&b'c\"<d>", "x.test"},
        {"jürgen", "xn--bcher-kva.example"}};
    const std::vector<Renderer> renderers{render_autoconfig, render_outlook};
    for (std::uint64_t round = 1; round <= 2000; ++round) {
        const auto offer = random_offer(random); // serial 0: rendered without a template
        auto kept = offer;
        kept.serial = round;
        for (const auto& address : addresses)
            for (const auto render : renderers) {
                const auto& domain = address.domain;
                expect_alike(render, {offer, domain, address}, {kept, domain, address});
                expect_alike(render, {offer, domain, {}}, {kept, domain, {}});
                const auto name = phrase(random);
                const auto login = phrase(random);
                expect_alike(
                    render,
                    {offer, domain, address, name, login},
                    {kept, domain, address, name, login}
                );
            }
    }
}

} // namespace
} // namespace fingerpost::protocol
