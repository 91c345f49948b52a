#include "trace/client.hpp"

#include "trace/document_rules.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::trace {

TEST(Clients, each_has_a_name_of_its_own_and_is_found_by_it) {
    std::set<std::string_view> names;
    for (const auto& client : clients()) {
        EXPECT_EQ(find_client(client.name), &client);
        EXPECT_FALSE(client.title.empty());
        EXPECT_TRUE(names.insert(client.name).second) << client.name;
    }
    EXPECT_EQ(find_client("pine"), nullptr);
}

TEST(Clients, each_row_has_a_source_and_rules_to_read_with) {
    for (const auto& client : clients()) {
        EXPECT_FALSE(client.steps.empty()) << client.name;
        for (const auto& row : client.steps) {
            EXPECT_FALSE(row.source.empty()) << client.name << ' ' << row.url;
            const bool pox = row.kind == Kind::pox_post || row.kind == Kind::pox_get ||
                             row.kind == Kind::pox_redirect || row.kind == Kind::pox_srv;
            const auto ready = [&](Kind kind, const void* rules) {
                return row.kind != kind || rules != nullptr;
            };
            EXPECT_TRUE(ready(Kind::autoconfig, client.documents)) << client.name;
            EXPECT_TRUE(ready(Kind::mail_srv, client.mail_srv)) << client.name;
            EXPECT_TRUE(ready(Kind::dav, client.dav)) << client.name;
            EXPECT_TRUE(!pox || client.pox) << client.name;
            const bool exchanger = row.url.find("{mx}") != row.url.npos;
            EXPECT_TRUE(!exchanger || client.mx != MxDomains::none) << client.name;
        }
    }
}

TEST(Clients, each_rule_of_reading_has_a_source) {
    const auto cited = [](const auto* rules) { return !rules || !rules->source.empty(); };
    for (const auto& client : clients()) {
        EXPECT_TRUE(cited(client.documents)) << client.name;
        EXPECT_TRUE(cited(client.pox)) << client.name;
        EXPECT_TRUE(cited(client.mail_srv)) << client.name;
        EXPECT_TRUE(cited(client.dav)) << client.name;
    }
}

} // namespace fingerpost::trace
