/// @file
/// A name server in memory, with the faults that are asked for.
#pragma once

#include "publish/rdata.hpp"
#include "publish/target.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fingerpost::test {

class FakeTarget final : public publish::Target {
public:
    std::map<publish::Question, zone::RRset> records;
    std::set<std::string> silent;                     ///< domains nobody answers for
    std::map<std::string, publish::PushResult> fails; ///< by domain
    std::vector<std::vector<std::string>> batches;    ///< what was sent together
    std::function<void(const publish::DomainPlan&)> on_apply = [](const auto&) {};

    void put(const zone::RRset& set) { records[{set.owner, set.type}] = set; }

    boost::asio::awaitable<publish::Observed>
    observe(std::string domain, std::vector<publish::Question> questions) override {
        publish::Observed observed;
        for (auto& question : questions) {
            const auto at = records.find(question);
            publish::ObservedSet seen{publish::Presence::no_name, {}, false, ""};
            if (silent.contains(domain))
                seen = {publish::Presence::unknown, {}, false, "timed out"};
            else if (at != records.end())
                seen = {publish::Presence::present, at->second, false, ""};
            observed.add(std::move(question), std::move(seen));
        }
        co_return observed;
    }

    boost::asio::awaitable<std::vector<publish::PushResult>>
    apply(std::vector<publish::DomainPlan> plans) override {
        std::vector<publish::PushResult> results;
        batches.emplace_back();
        for (const auto& plan : plans) {
            batches.back().push_back(plan.domain);
            on_apply(plan);
            const auto fault = fails.find(plan.domain);
            if (fault != fails.end()) {
                results.push_back(fault->second);
                continue;
            }
            make(plan);
            results.push_back({plan.domain, publish::PushStatus::applied, ""});
        }
        co_return results;
    }

    /// What applying does to the records.
    void make(const publish::DomainPlan& plan) {
        for (const auto& change : plan.changes) {
            if (!change.acts()) continue;
            if (change.after.values.empty())
                records.erase({change.owner(), change.type()});
            else
                put(change.after);
        }
    }
};

} // namespace fingerpost::test
