/// @file
/// A world of our own making for rules: records written as in a zone file, pages, servers.
#pragma once

#include "base/text.hpp"
#include "check/judgement.hpp"
#include "resolve/message.hpp"
#include "zone/fields.hpp"
#include "zone/message.hpp"
#include "zone/presentation.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace fingerpost::test {

/// Names and records count for every vantage, unless said otherwise for one.
class World {
public:
    /// "_imaps._tcp.example.com. 3600 SRV 0 1 993 imap.example.com."; as a zone has it, with
    /// wildcards and aliases.
    void add(const std::string& line, const resolve::Vantage& vantage = {}) {
        const auto words = zone::fields(line);
        ASSERT_TRUE(words) << line;
        const auto& found = *words;
        ASSERT_GE(found.size(), 4U) << line;
        zone::Record record;
        record.owner = zone::absolute(ascii_lower(found[0]));
        record.ttl = static_cast<std::uint32_t>(*to_integer(found[1], 0, INT32_MAX));
        record.type = found[2];
        record.data = line.substr(static_cast<std::size_t>(found[3].data() - line.data()));
        zones_[vantage].push_back(std::move(record));
    }

    /// This question is answered by nobody.
    void fail(
        const std::string& name,
        resolve::Type type,
        resolve::Failure failure,
        const resolve::Vantage& vantage = {}
    ) {
        failures_[{name, type, vantage}] = failure;
    }

    /// No question is answered there.
    void lose(const resolve::Vantage& vantage, resolve::Failure failure) {
        lost_[vantage] = failure;
    }

    /// This question is answered in exactly this way.
    void say(const resolve::Query& query, resolve::Answer answer) {
        said_[query] = std::move(answer);
    }

    /// Every answer of the configured resolver has AD.
    void sign() { signed_ = true; }

    void page(const std::string& url, check::Page page) { pages_.insert_or_assign(url, page); }
    void page(const std::string& url, int status, std::string type, std::string body) {
        http::Reply reply;
        reply.status = status;
        reply.headers = {{"content-type", std::move(type)}};
        reply.body = std::move(body);
        page(url, check::Page(std::move(reply)));
    }

    /// Keyed by host and port, whatever the address.
    void visit(const std::string& host, std::uint16_t port, probe::Visit visit) {
        visits_[{host, port}] = std::move(visit);
    }

    /// Only of this kind of TLS.
    void visit(
        const std::string& host,
        std::uint16_t port,
        probe::Protection protection,
        probe::Visit visit
    ) {
        visits_by_protection_[{host, port, protection}] = std::move(visit);
    }

    resolve::Answer answer(const resolve::Query& query) const {
        if (const auto at = said_.find(query); at != said_.end()) return at->second;
        if (const auto at = failures_.find(query); at != failures_.end())
            return resolve::unknown(at->second, "made to fail");
        if (const auto at = lost_.find(query.vantage); at != lost_.end())
            return resolve::unknown(at->second, "made to fail");
        const auto own = zones_.find(query.vantage);
        const auto& zone = own != zones_.end() ? own->second : shared();
        return answer_from(zone, query);
    }

    check::Page answer(const check::PageQuery& query) const {
        const auto at = pages_.find(query.url);
        if (at != pages_.end()) return at->second;
        return Error{Errc::upstream, "nobody serves " + query.url};
    }

    probe::Visit answer(const probe::Endpoint& endpoint) const {
        const auto special =
            visits_by_protection_.find({endpoint.host, endpoint.port, endpoint.protection});
        if (special != visits_by_protection_.end()) return special->second;
        const auto at = visits_.find({endpoint.host, endpoint.port});
        if (at != visits_.end()) return at->second;
        probe::Visit visit;
        visit.trouble = probe::Trouble::refused;
        visit.what = "nobody listens";
        return visit;
    }

private:
    const zone::Records& shared() const {
        static const zone::Records none;
        const auto at = zones_.find({});
        return at == zones_.end() ? none : at->second;
    }

    /// The records of a name, or of the wildcard that stands for it (RFC 4592).
    static zone::Records at(const zone::Records& zone, const std::string& owner, bool& exists) {
        zone::Records found;
        exists = false;
        for (const auto& record : zone) {
            if (record.owner == owner) found.push_back(record);
            exists |= zone::is_within(record.owner, owner);
        }
        if (exists) return found;
        for (auto dot = owner.find('.'); dot + 1 < owner.size(); dot = owner.find('.', dot + 1)) {
            const auto parent = owner.substr(dot + 1);
            for (const auto& record : zone) {
                if (record.owner == "*." + parent) {
                    exists = true;
                    found.push_back(record);
                    found.back().owner = owner;
                }
            }
            const auto below = [&](const zone::Record& r) {
                return zone::is_within(r.owner, parent);
            };
            if (exists || std::any_of(zone.begin(), zone.end(), below)) return found;
        }
        return found;
    }

    resolve::Answer answer_from(const zone::Records& zone, const resolve::Query& query) const {
        zone::Message request;
        const std::string type(resolve::name(query.type));
        request.question = zone::Question{zone::absolute(query.name), type};
        zone::Answer reply;
        reply.authoritative = true;
        auto owner = request.question->name;
        bool exists = false;
        for (int i = 0; i < 20; ++i) {
            const auto here = at(zone, owner, exists);
            std::string next;
            for (const auto& record : here) {
                if (record.type == type || record.type == "CNAME") reply.answer.push_back(record);
                if (record.type == "CNAME" && type != "CNAME") next = record.data;
            }
            if (next.empty()) break;
            owner = next;
        }
        reply.rcode = exists ? zone::Rcode::no_error : zone::Rcode::no_such_name;
        const auto message = zone::write_answer(request, reply);
        EXPECT_TRUE(message) << (message ? "" : message.error().what);
        if (!message) return resolve::unknown(resolve::Failure::other, message.error().what);
        auto answer = resolve::read_answer(*message, query.name, query.type);
        answer.authoritative = query.vantage.kind == resolve::Vantage::Kind::authoritative;
        answer.authentic = signed_ && query.vantage.kind == resolve::Vantage::Kind::resolver;
        answer.server = query.vantage.server;
        return answer;
    }

    std::map<resolve::Vantage, zone::Records> zones_;
    std::map<resolve::Query, resolve::Failure> failures_;
    std::map<resolve::Vantage, resolve::Failure> lost_;
    std::map<resolve::Query, resolve::Answer> said_;
    std::map<std::string, check::Page> pages_;
    std::map<std::pair<std::string, std::uint16_t>, probe::Visit> visits_;
    std::map<std::tuple<std::string, std::uint16_t, probe::Protection>, probe::Visit>
        visits_by_protection_;
    bool signed_ = false;
};

/// Runs one family over the subject in this world.
inline check::Findings
judged(const check::Family& family, const check::Subject& subject, const World& world) {
    const std::array<const check::Family*, 1> families{&family};
    check::Judgement judgement(subject, families);
    while (true) {
        const auto wanted = judgement.step();
        if (wanted.empty()) return judgement.take();
        auto& evidence = judgement.evidence();
        for (const auto& query : wanted.dns)
            evidence.learn(query, world.answer(query));
        for (const auto& query : wanted.pages)
            evidence.learn(query, world.answer(query));
        for (const auto& endpoint : wanted.visits)
            evidence.learn(endpoint, world.answer(endpoint));
    }
}

/// "srv-missing missing", one for each finding that is not ok, sorted.
inline std::vector<std::string> fired(const check::Findings& findings) {
    std::set<std::string> names;
    for (const auto& finding : findings.all())
        if (finding.verdict != check::Verdict::ok)
            names.insert(
                std::string(finding.check->id) + ' ' + std::string(check::name(finding.verdict))
            );
    return {names.begin(), names.end()};
}

/// The first finding of a check with this verdict; null when there is none.
inline const check::Finding*
find(const check::Findings& findings, std::string_view check, check::Verdict verdict) {
    for (const auto& finding : findings.all())
        if (finding.check->id == check && finding.verdict == verdict) return &finding;
    return nullptr;
}

} // namespace fingerpost::test
