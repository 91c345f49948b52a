/// @file
/// A database in which keys are rolled over, with a clock and a registry that tests move on.
#pragma once

#include "publish/record_text.hpp"
#include "publish/rollovers.hpp"
#include "storage/attribute_repository.hpp"
#include "storage/catalog_repository.hpp"
#include "storage/domain_repository.hpp"
#include "storage/publication_repository.hpp"
#include "support/database.hpp"
#include "support/sample_keys.hpp"
#include "zone/served_records.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace fingerpost::publish {

inline constexpr std::int64_t start = 1'000'000'000;
inline constexpr std::int64_t week = 7LL * 24 * 60 * 60;
inline const std::string old_digest(64, 'a');
inline const std::string new_digest(64, 'b');

inline std::string key(std::string_view bits) {
    return "v=DKIM1; k=rsa; p=" + std::string(bits);
}

/// A provider with example.com, a clock, and a name server that publishes when it is told to.
class RolloverTest : public testing::Test {
protected:
    RolloverTest() {
        storage::ProviderRepository(*database_).add("Example Hosting").value();
        storage::DomainRepository(*database_).add("example.com", 1).value();
        set("mx", "", "mx.example.com");
        set("dkim", "old", key(test::rsa_1024));
        set("dnssec", "", "signed");
        set("tlsa", "mx.example.com:25", old_digest);
        set("mta_sts", "", "enforce");
        world_.host = {"show.hosting.test", {}, 3600};
        world_.now = [this] { return now_; };
        world_.run_hook = [this](const std::vector<std::string>& command) {
            hooks_.push_back(command);
            return hook_end_;
        };
        publish();
    }

    storage::AttributeOwner owner(bool provider = true) const {
        using Of = storage::AttributeOwner::Of;
        return {provider ? Of::provider : Of::domain, 1};
    }

    void set(const std::string& name, const std::string& qualifier, const std::string& value) {
        storage::AttributeRepository(*database_).set(owner(), {name, qualifier, value}).value();
    }

    std::string value(const std::string& name, const std::string& qualifier, bool provider = true) {
        for (const auto& row : storage::AttributeRepository(*database_).list(owner(provider)))
            if (row.name == name && row.qualifier == qualifier) return row.value;
        return "-";
    }

    std::vector<zone::RRset> desired() {
        const auto catalog = storage::CatalogRepository(*database_).load();
        return zone::rrsets(zone::ServedRecords(catalog, world_.host).of("example.com").value());
    }

    void publish() {
        const auto sets = desired();
        storage::PublicationRepository(*database_)
            .publish("example.com", {to_text(sets, "example.com"), "", now_});
    }

    RolloverWish wish(const std::string& kind) const {
        RolloverWish wanted;
        wanted.kind = kind;
        wanted.provider = 1;
        if (kind == "dkim") wanted.qualifier = "new";
        if (kind == "dkim") wanted.value = key(test::rsa_2048);
        if (kind == "tlsa") wanted.qualifier = "mx.example.com:25";
        if (kind == "tlsa") wanted.value = new_digest;
        return wanted;
    }

    Rollover begin(const RolloverWish& wanted) {
        auto begun = rollovers().start(wanted);
        EXPECT_TRUE(begun) << begun.error().what;
        return begun ? *begun : Rollover();
    }

    /// A new one each time: what a killed program knew is gone.
    Rollovers rollovers() { return {*database_, world_}; }

    Rollover row() { return storage::RolloverRepository(*database_).get(1).value(); }

    /// Runs what is due, publishes, and waits for what is due next.
    void go_on() {
        rollovers().run();
        publish();
        rollovers().run();
        if (row().due > now_) now_ = row().due;
        rollovers().run();
    }

    std::int64_t now_ = start;
    std::vector<std::vector<std::string>> hooks_;
    Result<ProgramEnd> hook_end_ = ProgramEnd{};
    RolloverWorld world_;
    std::unique_ptr<storage::Connection> database_ = test::memory_database();
};

} // namespace fingerpost::publish
