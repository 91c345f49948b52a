#include "resolve/cares.hpp"

#include "resolve/answer_cache.hpp"
#include "resolve/message.hpp"
#include "resolve/query_message.hpp"
#include "resolve/server_address.hpp"
#include "resolve/server_pool.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr unsigned authoritative_rate_default = 50;

/// A question that is being asked; who asks the same meanwhile waits for it.
struct Asked {
    explicit Asked(asio::io_context& context) : answered(context, Clock::time_point::max()) {}

    asio::steady_timer answered; ///< cancelled then
    std::optional<Answer> answer;
};

/// What one question needs on its way: to whom, how it was written, until when.
struct Task {
    Query query; ///< its name as it is sent
    std::shared_ptr<Server> server;
    Sender sender;
    std::optional<Clock::time_point> deadline = {}; ///< of all that follows from the first answer
};

/// Outlives the NameServers for as long as somebody waits.
class Desk {
public:
    Desk(asio::io_context& context, NameServersSettings settings)
        : settings_(std::move(settings)), cache_(settings_.answers_kept, settings_.kept_for),
          pool_(std::make_shared<ServerPool>(context, settings_.total_rate)) {}

    static asio::awaitable<Answer> ask(std::shared_ptr<Desk> desk, Query query);
    void close();

private:
    asio::awaitable<Answer> answer(Query query);
    asio::awaitable<Answer> asked(Task& task, bool checking_disabled);
    asio::awaitable<Reply> exchanged(Task& task, bool checking_disabled, bool& cut);
    std::shared_ptr<Server> server_for(const Vantage& vantage, const ServerAddress& address);
    bool trusts(const Vantage& vantage, const ServerAddress& address) const;

    NameServersSettings settings_;
    AnswerCache cache_;
    std::unordered_map<Query, std::shared_ptr<Asked>, QueryHash> asked_;
    std::shared_ptr<ServerPool> pool_;
    bool closed_ = false;
};

/// Whoever asks first asks for all. Its place is cleared even if its coroutine is destroyed.
class Leader {
public:
    using Places = std::unordered_map<Query, std::shared_ptr<Asked>, QueryHash>;

    Leader(Places& places, const Query& query, asio::io_context& context)
        : places_(places), query_(query), asked_(std::make_shared<Asked>(context)) {
        places_.emplace(query_, asked_);
    }
    ~Leader() {
        places_.erase(query_);
        if (!asked_->answer) asked_->answer = unknown(Failure::other, "nobody asks any more");
        asked_->answered.cancel();
    }
    Leader(const Leader&) = delete;
    Leader& operator=(const Leader&) = delete;

    void tell(const Answer& answer) { asked_->answer = answer; }

private:
    Places& places_;
    Query query_;
    std::shared_ptr<Asked> asked_;
};

asio::awaitable<Answer> follow(std::shared_ptr<Asked> asked) {
    boost::system::error_code cancelled;
    if (!asked->answer)
        co_await asked->answered.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    if (asked->answer) co_return *asked->answer;
    co_return unknown(Failure::other, "nobody waits any more");
}

asio::awaitable<Answer> Desk::ask(std::shared_ptr<Desk> desk, Query query) {
    if (desk->closed_) co_return unknown(Failure::other, "the program ends");
    query.name = canonical_name(query.name);
    if (const auto* known = desk->cache_.find(query, Clock::now())) co_return *known;
    if (const auto same = desk->asked_.find(query); same != desk->asked_.end()) {
        auto asked = same->second;
        co_return co_await follow(std::move(asked));
    }
    Leader leader(desk->asked_, query, desk->pool_->context());
    auto found = co_await desk->answer(query);
    found.server = query.vantage.server;
    desk->cache_.keep(query, found, Clock::now());
    leader.tell(found);
    co_return found;
}

void Desk::close() {
    closed_ = true;
    pool_->close();
}

/// A SERVFAIL of a resolver is put down to DNSSEC if it knows the answer without checking, and
/// still fails with it: what has failed by chance does not fail twice.
asio::awaitable<Answer> Desk::answer(Query query) {
    ServerAddress address;
    if (!query.vantage.server.empty()) {
        const auto parsed = parse_server(query.vantage.server);
        if (!parsed)
            co_return unknown(Failure::other, '"' + query.vantage.server + "\" is no DNS server");
        address = *parsed;
    }
    Task task{query, server_for(query.vantage, address), {}};
    task.sender.authoritative = query.vantage.kind == Vantage::Kind::authoritative;
    task.sender.trusted = trusts(query.vantage, address);
    if (query.mixed_case) task.query.name = in_mixed_case(query.name);
    const auto first = co_await asked(task, query.unchecked);
    const bool told = first.failure != Failure::servfail || query.unchecked;
    if (told || task.sender.authoritative) co_return first;
    const auto unchecked = co_await asked(task, true);
    if (unchecked.outcome == Outcome::unknown) co_return first;
    auto again = co_await asked(task, false);
    if (again.failure != Failure::servfail) co_return again;
    again.failure = Failure::bogus;
    again.what = "DNSSEC validation fails, there is an answer without it";
    // what a resolver says when it looked says more than what it remembers
    if (!first.explained.empty()) again.explained = first.explained;
    co_return again;
}

asio::awaitable<Answer> Desk::asked(Task& task, bool checking_disabled) {
    bool cut = false;
    const auto reply = co_await exchanged(task, checking_disabled, cut);
    Answer answer;
    if (!reply.message.empty())
        answer = read_answer(reply.message, task.query.name, task.query.type, task.sender);
    else if (cut)
        answer = unknown(reply.failure, "cut by UDP, and TCP does not answer: " + reply.what);
    else
        answer = unknown(reply.failure, reply.what);
    answer.over_tcp = cut;
    co_return answer;
}

/// By UDP, without OPT for those who do not know it (RFC 6891 §7), by TCP for what was cut.
asio::awaitable<Reply> Desk::exchanged(Task& task, bool checking_disabled, bool& cut) {
    const auto plain = [&] { return task.server->plain(Clock::now()); };
    const auto written = [&] {
        const Manner manner{!plain(), checking_disabled};
        return query_message(task.query, manner);
    };
    auto way = plain() ? Way::udp_plain : Way::udp;
    auto message = written();
    if (message.empty()) {
        Reply none;
        none.failure = Failure::malformed;
        none.what = '"' + task.query.name + "\" is no domain name";
        co_return none;
    }
    auto reply = co_await task.server->exchange(message, way, task.deadline);
    if (reply.message.empty()) co_return reply;
    if (!task.deadline) task.deadline = Clock::now() + settings_.budget;
    auto envelope = envelope_of(reply.message);
    if (way == Way::udp && !envelope.extended) {
        const bool refused = envelope.rcode == Rcode::form_error;
        task.server->missed_extension(refused);
        if (refused) {
            message = written();
            reply = co_await task.server->exchange(message, Way::udp_plain, task.deadline);
            envelope = envelope_of(reply.message);
        }
    }
    cut = envelope.truncated || reply.message.size() >= udp_bytes_max;
    if (!cut) co_return reply;
    message = written();
    co_return co_await task.server->exchange(message, Way::tcp, task.deadline);
}

std::shared_ptr<Server> Desk::server_for(const Vantage& vantage, const ServerAddress& address) {
    const bool authoritative = vantage.kind == Vantage::Kind::authoritative;
    const bool configured = address.text.empty();
    ServerSettings settings;
    settings.channel.servers = settings_.servers;
    if (!configured) settings.channel.servers = {address.text};
    settings.channel.budget = settings_.budget;
    settings.channel.stays_open = configured || address.loopback;
    settings.window = settings_.window;
    settings.rate = settings_.resolver_rate;
    if (authoritative)
        settings.rate = settings_.authoritative_rate.value_or(
            address.loopback ? 0 : authoritative_rate_default
        );
    return pool_->server((authoritative ? "zone " : "resolver ") + address.text, settings);
}

bool Desk::trusts(const Vantage& vantage, const ServerAddress& address) const {
    if (vantage.kind == Vantage::Kind::authoritative) return false;
    if (address.text.empty() || address.loopback) return true;
    return std::find(settings_.trusted.begin(), settings_.trusted.end(), address.host) !=
           settings_.trusted.end();
}

class CaresNameServers final : public NameServers {
public:
    explicit CaresNameServers(std::shared_ptr<Desk> desk) : desk_(std::move(desk)) {}
    ~CaresNameServers() override { desk_->close(); }
    CaresNameServers(const CaresNameServers&) = delete;
    CaresNameServers& operator=(const CaresNameServers&) = delete;

    asio::awaitable<Answer> ask(Query query) override { return Desk::ask(desk_, std::move(query)); }

private:
    std::shared_ptr<Desk> desk_;
};

class CaresResolver final : public Resolver {
public:
    explicit CaresResolver(std::unique_ptr<NameServers> servers) : servers_(std::move(servers)) {}

    asio::awaitable<Answer> ask(std::string name, Type type) override {
        return servers_->ask(Query{std::move(name), type});
    }

private:
    std::unique_ptr<NameServers> servers_;
};

} // namespace

Result<std::unique_ptr<NameServers>>
make_name_servers(asio::io_context& context, NameServersSettings settings) {
    for (const auto& server : settings.servers)
        if (!parse_server(server))
            return Error{
                Errc::bad_request,
                "\"" + server + "\" is no DNS server: an IP address, or one with a port as in " +
                    "192.0.2.53:53 or [2001:db8::53]:53"};
    auto desk = std::make_shared<Desk>(context, std::move(settings));
    return std::unique_ptr<NameServers>(std::make_unique<CaresNameServers>(std::move(desk)));
}

Result<std::unique_ptr<Resolver>>
make_cares_resolver(asio::io_context& context, NameServersSettings settings) {
    auto servers = make_name_servers(context, std::move(settings));
    if (!servers) return servers.error();
    return std::unique_ptr<Resolver>(std::make_unique<CaresResolver>(std::move(*servers)));
}

} // namespace fingerpost::resolve
