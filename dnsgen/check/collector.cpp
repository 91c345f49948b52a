#include "check/collector.hpp"

#include "base/together.hpp"
#include "http/url.hpp"

#include <algorithm>
#include <utility>

namespace fingerpost::check {

using boost::asio::awaitable;

namespace {

template <class Query>
std::vector<Query> listed(const std::set<Query>& wanted) {
    return {wanted.begin(), wanted.end()};
}

} // namespace

/// One domain on its way, and what is asked in this round.
struct Collector::Task {
    Task(const Subject& subject, Evidence& of) : hosts(subject), evidence(of) {}

    VisitableHosts hosts;
    Evidence& evidence;
    std::vector<resolve::Query> dns;
    std::vector<PageQuery> pages;
    std::vector<probe::Endpoint> visits;
};

Collector::Collector(
    resolve::NameServers& dns,
    const http::Client& web,
    const probe::Visitor& visitor,
    CollectorSettings settings
)
    : dns_(dns), web_(web), visitor_(visitor), settings_(std::move(settings)) {}

awaitable<Findings> Collector::judge(const Subject& subject, std::vector<const Family*> families) {
    Judgement judgement(subject, families);
    Task task(subject, judgement.evidence());
    while (true) {
        const auto& wanted = judgement.step();
        if (wanted.empty()) co_return judgement.take();
        co_await answer_all(task, wanted);
    }
}

awaitable<void> Collector::answer(const Subject& subject, Evidence& evidence) {
    Task task(subject, evidence);
    co_await answer_all(task, evidence.wanted());
}

awaitable<void> Collector::answer_all(Task& task, const Wanted& wanted) {
    task.dns = listed(wanted.dns);
    task.pages = listed(wanted.pages);
    task.visits = listed(wanted.visits);
    const auto question = [this, &task](std::size_t number) {
        return learn_dns(task, task.dns[number]);
    };
    co_await together(task.dns.size(), settings_.questions_at_once, question);
    const auto one = [this, &task](std::size_t number) { return learn(task, number); };
    const auto slow = task.pages.size() + task.visits.size();
    co_await together(slow, settings_.visits_at_once, one);
}

awaitable<void> Collector::learn(Task& task, std::size_t number) {
    const auto pages = task.pages.size();
    if (number < pages) return learn_page(task, task.pages[number]);
    return learn_visit(task, task.visits[number - pages]);
}

awaitable<void> Collector::learn_dns(Task& task, resolve::Query query) {
    auto answer = co_await dns_.ask(query);
    task.evidence.learn(query, std::move(answer));
}

awaitable<void> Collector::learn_page(Task& task, PageQuery query) {
    auto& evidence = task.evidence;
    http::Call call;
    const auto url = http::parse_url(query.url);
    if (!url) {
        evidence.learn(query, Page(url.error()));
        co_return;
    }
    call.method = query.method;
    call.url = *url;
    call.body = query.body;
    if (!query.content_type.empty()) call.headers = {{"Content-Type", query.content_type}};
    call.peer = {query.addresses, url->port, url->tls};
    std::erase_if(call.peer.addresses, [&](const std::string& address) {
        return !settings_.allowed.allow(address);
    });
    if (settings_.via) call.peer = {{settings_.via->host}, settings_.via->port, settings_.via->tls};
    if (!task.hosts.allow(url->host) || call.peer.addresses.empty()) {
        const Error refused{
            Errc::unauthorised,
            url->host + " is not visited: its addresses are not public (check_allow)"};
        evidence.learn(query, Page(refused));
        co_return;
    }
    auto reply = co_await web_.fetch(std::move(call));
    evidence.learn(query, std::move(reply));
}

awaitable<void> Collector::learn_visit(Task& task, probe::Endpoint endpoint) {
    auto& evidence = task.evidence;
    const auto& via = settings_.via;
    const bool redirected = via && via->tls && endpoint.dialogue == probe::Dialogue::none;
    const bool allowed = redirected || settings_.allowed.allow(endpoint.address);
    if (!task.hosts.allow(endpoint.host) || !allowed) {
        probe::Visit refused;
        refused.trouble = probe::Trouble::not_allowed;
        refused.what = endpoint.host + " at " + endpoint.address +
                       " is not visited: neither public nor allowed (check_allow)";
        evidence.learn(endpoint, std::move(refused));
        co_return;
    }
    auto target = endpoint;
    if (redirected) {
        target.address = via->host;
        target.port = via->port;
    }
    auto visit = co_await visitor_.visit(std::move(target));
    evidence.learn(endpoint, std::move(visit));
}

} // namespace fingerpost::check
