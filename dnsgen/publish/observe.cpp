#include "publish/observe.hpp"

#include "base/text.hpp"
#include "zone/fields.hpp"
#include "zone/presentation.hpp"

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;
using zone::Message;
using zone::Rcode;

/// Nobody has a name of this label; under a wildcard it is answered like any other.
constexpr std::string_view probe_label = "_fingerpost-wildcard-probe";

ObservedSet unknown(std::string why) {
    return {Presence::unknown, {}, false, std::move(why)};
}

/// "example.com." → "com."; the root is its own.
std::string parent_of(const std::string& name) {
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
        if (name[i] == '\\')
            ++i; // the dot of an escape is none
        else if (name[i] == '.')
            return name.substr(i + 1);
    }
    return ".";
}

zone::Records of_owner(const Message& answer, const std::string& owner, std::string_view type) {
    zone::Records found;
    for (const auto& record : answer.answer)
        if (record.owner == owner && record.type == type) found.push_back(record);
    return found;
}

bool holds(const zone::Records& records, std::string_view type) {
    const auto is_type = [type](const zone::Record& record) { return record.type == type; };
    return std::any_of(records.begin(), records.end(), is_type);
}

/// Why an answer says nothing, or "".
std::string why_unknown(const Message& answer) {
    if (answer.rcode != Rcode::no_error && answer.rcode != Rcode::no_such_name) {
        auto why = "the answer is " + zone::name(answer.rcode);
        if (answer.rcode == Rcode::refused) why += ": does it serve this zone, and to this host?";
        return why;
    }
    if (answer.truncated) return "the answer is cut off";
    if (!answer.authoritative)
        return holds(answer.authority, "NS") ? "the name is delegated to other name servers"
                                             : "the answer is not authoritative";
    if (holds(answer.answer, "DNAME")) return "a DNAME above the name takes its place";
    return {};
}

ObservedSet judged(const Message& answer, const Question& question) {
    if (auto why = why_unknown(answer); !why.empty()) return unknown(std::move(why));
    const auto& [owner, type] = question;
    const auto records = of_owner(answer, owner, type);
    if (!records.empty()) {
        auto sets = zone::rrsets(records);
        if (sets.size() != 1 || sets[0].values.size() != records.size())
            return unknown("it holds a record that cannot be written as text");
        return {Presence::present, std::move(sets[0]), false, {}};
    }
    const bool alias = !of_owner(answer, owner, "CNAME").empty();
    const bool exists = alias || answer.rcode == Rcode::no_error;
    return {exists ? Presence::absent : Presence::no_name, {}, false, {}};
}

/// Whether asking again may help.
bool is_passing(const Result<Message>& answer) {
    if (answer) return answer->rcode == Rcode::server_failure;
    return answer.error().code == Errc::timeout || answer.error().code == Errc::upstream;
}

class Observer {
public:
    Observer(NameServer& server, const ObserveSettings& settings)
        : server_(server), settings_(settings) {}

    asio::awaitable<void> look(Question question, Observed& observed) {
        auto seen = co_await ask(question);
        observed.add(std::move(question), std::move(seen));
    }

private:
    asio::awaitable<ObservedSet> ask(Question question) {
        auto seen = co_await ask_once(question);
        if (!settings_.find_wildcards || seen.presence != Presence::present) co_return seen;
        seen.synthesised = co_await is_synthesised(question, seen.set);
        co_return seen;
    }

    asio::awaitable<ObservedSet> ask_once(Question question) {
        const auto message = zone::write_query(0, {question.first, question.second});
        if (!message) co_return unknown(message.error().what);
        auto pause = settings_.first_pause;
        for (int left = settings_.tries - 1;; --left) {
            const auto answer = co_await server_.ask(*message);
            if (left > 0 && is_passing(answer)) {
                co_await settings_.pace.pause(pause);
                pause *= 2;
                continue;
            }
            if (!answer) co_return unknown(answer.error().what);
            co_return judged(*answer, question);
        }
    }

    /// A wildcard that reaches a name reaches names below it, and the asterisk beside it, in the
    /// same way. A name that exists keeps it from those below (RFC 4592 §3.3.1). Where one of both
    /// is not answered the name is taken for one that exists, which an update then demands.
    asio::awaitable<bool> is_synthesised(Question question, zone::RRset found) {
        const std::array names{
            zone::below(probe_label, question.first), zone::below("*", parent_of(question.first))};
        for (const auto& name : names) {
            const Question probe(name, question.second);
            const auto seen = co_await ask_once(probe);
            if (seen.presence != Presence::present || seen.set.values != found.values)
                co_return false;
        }
        co_return true;
    }

    NameServer& server_;
    const ObserveSettings& settings_;
};

std::optional<ZoneState> zone_state(const zone::Record& soa) {
    const auto data = zone::fields(soa.data);
    if (!data || data->size() != 7) return std::nullopt;
    ZoneState state;
    state.name = soa.owner;
    state.primary = (*data)[0];
    const std::array numbers{
        &state.serial, &state.refresh, &state.retry, &state.expire, &state.negative_ttl};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = to_integer((*data)[i + 2], 0, 0xffffffff);
        if (!number) return std::nullopt;
        *numbers[i] = static_cast<std::uint32_t>(*number);
    }
    return state;
}

/// The SOA of the zone itself, or the one that goes with "no" (RFC 2308 §3).
const zone::Record* find_soa(const Message& answer) {
    for (const auto* section : {&answer.answer, &answer.authority})
        for (const auto& record : *section)
            if (record.type == "SOA") return &record;
    return nullptr;
}

} // namespace

asio::awaitable<Observed>
observe(NameServer& server, std::vector<Question> questions, ObserveSettings settings) {
    Observed observed;
    Observer observer(server, settings);
    const auto one = [&](std::size_t i) { return observer.look(questions[i], observed); };
    co_await together(questions.size(), settings.at_once, one);
    co_return observed;
}

asio::awaitable<Result<ZoneState>> zone_of(NameServer& server, std::string name) {
    for (auto at = name; at != "."; at = parent_of(at)) {
        const zone::Question question{at, "SOA"};
        const auto message = zone::write_query(0, question);
        if (!message) co_return message.error();
        const auto answer = co_await server.ask(*message);
        if (!answer) co_return answer.error();
        if (const auto why = why_unknown(*answer); !why.empty())
            co_return Error{
                Errc::not_found,
                server.name().append(", zone of ").append(name + ": ").append(why)};
        const auto* soa = find_soa(*answer); // none beside an alias that leads elsewhere
        if (!soa || !zone::is_within(at, soa->owner)) continue;
        const auto state = zone_state(*soa);
        if (!state) co_return Error{Errc::upstream, server.name() + ": a malformed SOA record"};
        co_return *state;
    }
    co_return Error{Errc::not_found, server.name() + " serves no zone that " + name + " lies in"};
}

} // namespace fingerpost::publish
