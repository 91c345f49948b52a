#include "check/authoritative_view.hpp"

#include "check/zone_servers.hpp"
#include "resolve/message.hpp"

#include <iterator>
#include <utility>

namespace fingerpost::check {

using boost::asio::awaitable;
using resolve::Type;
using Kind = resolve::Vantage::Kind;

AuthoritativeView::AuthoritativeView(resolve::NameServers& below, std::uint16_t port)
    : below_(below), port_(port) {}

/// A server follows an alias only as far as it knows the names itself.
awaitable<resolve::Answer> AuthoritativeView::ask(resolve::Query query) {
    if (query.vantage.kind != Kind::resolver) co_return co_await below_.ask(std::move(query));
    resolve::Answer whole;
    while (whole.aliases.size() <= resolve::aliases_max) {
        auto answer = co_await ask_servers(query);
        auto aliases = std::move(whole.aliases);
        auto chain = std::move(whole.chain);
        const bool leads_on = answer.outcome != resolve::Outcome::found &&
                              answer.outcome != resolve::Outcome::unknown &&
                              !answer.aliases.empty();
        std::move(answer.aliases.begin(), answer.aliases.end(), std::back_inserter(aliases));
        std::move(answer.chain.begin(), answer.chain.end(), std::back_inserter(chain));
        whole = std::move(answer);
        whole.aliases = std::move(aliases);
        whole.chain = std::move(chain);
        whole.authentic = false;
        if (!leads_on) co_return whole;
        query.name = whole.aliases.back();
    }
    const auto what = "more than " + std::to_string(resolve::aliases_max) + " aliases in a row";
    co_return resolve::unknown(resolve::Failure::malformed, what);
}

awaitable<resolve::Answer> AuthoritativeView::ask_servers(resolve::Query query) {
    // the zone above holds the DS records of an apex (RFC 4035 §3.1.4.1)
    const auto where = query.type == Type::ds ? name_above(query.name) : query.name;
    const auto servers = co_await servers_of(where);
    auto answer = resolve::unknown(
        resolve::Failure::unreachable, "no name server of the zone of " + query.name + " is known"
    );
    for (const auto& server : servers) {
        query.vantage = server;
        answer = co_await below_.ask(query);
        if (answer.outcome != resolve::Outcome::unknown) break;
    }
    co_return answer;
}

awaitable<AuthoritativeView::Servers> AuthoritativeView::servers_of(std::string name) {
    resolve::Query query;
    query.name = name;
    query.type = Type::ns;
    auto answer = co_await below_.ask(query);
    if (answer.outcome != resolve::Outcome::found) {
        query.name = answer.soa_owner;
        if (query.name.empty()) co_return Servers();
        const auto known = zones_.find(query.name);
        if (known != zones_.end()) co_return known->second;
        answer = co_await below_.ask(query);
    }
    const auto known = zones_.find(query.name);
    if (known != zones_.end()) co_return known->second;
    Servers servers;
    for (const auto& host : resolve::all<std::string>(answer)) {
        for (const auto type : {Type::a, Type::aaaa}) {
            resolve::Query address;
            address.name = host;
            address.type = type;
            const auto found = co_await below_.ask(address);
            for (const auto& text : resolve::all<std::string>(found))
                servers.push_back(authority_at(text, port_));
        }
    }
    if (!servers.empty()) zones_[query.name] = servers;
    co_return servers;
}

} // namespace fingerpost::check
