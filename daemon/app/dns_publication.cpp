#include "app/dns_publication.hpp"

#include "app/pacc_rollover.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "publish/preview.hpp"
#include "publish/tcp_name_server.hpp"
#include "publish/update_target.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace fingerpost::app {

namespace {

namespace asio = boost::asio;
using publish::ApplyReport;
using storage::PlanRow;
using storage::PlanState;

constexpr std::string_view all = "--all";

std::string scope_of(const PublicationWish& wish) {
    std::string scope;
    for (const auto& domain : wish.domains)
        scope.append(scope.empty() ? "" : " ").append(domain);
    return wish.domains.empty() ? std::string(all) : scope;
}

struct PolicyWord {
    std::string_view word;
    bool& (*part)(publish::Publisher::Options&);
};
constexpr std::array policy_words{
    PolicyWord{"adopt", [](auto& options) -> bool& { return options.policy.adopt; }},
    PolicyWord{"drift", [](auto& options) -> bool& { return options.drift; }},
    PolicyWord{"replace", [](auto& options) -> bool& { return options.policy.diff.replace; }},
};

std::string policy_of(publish::Publisher::Options options) {
    std::string policy;
    for (const auto& [word, part] : policy_words)
        if (part(options)) policy.append(policy.empty() ? "" : " ").append(word);
    return policy;
}

PublicationWish wish_of(const PlanRow& row) {
    PublicationWish wish;
    if (row.scope != all) wish.domains = split_list(row.scope, ' ');
    const auto words = split_list(row.policy, ' ');
    for (const auto& [word, part] : policy_words)
        part(wish.options) = std::ranges::find(words, word) != words.end();
    return wish;
}

Result<std::optional<zone::TsigKey>> key_of(const std::string& path) {
    if (path.empty()) return std::optional<zone::TsigKey>();
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad() || text.size() > zone::key_file_max)
        return Error{Errc::not_found, "dns_key_file \"" + path + "\" cannot be read"};
    auto keys = zone::parse_key_file(text);
    if (!keys) return Error{keys.error().code, path + ": " + keys.error().what};
    if (keys->size() != 1)
        return Error{
            Errc::bad_request,
            path + ": one key is needed, there are " + std::to_string(keys->size())};
    return std::optional(std::move(keys->front()));
}

Result<publish::NameServerSettings> primary_of(const Settings& settings) {
    if (settings.dns_servers.empty())
        return Error{
            Errc::unsupported, "dns_target = update needs dns_servers: the primary's address"};
    auto key = key_of(settings.dns_key_file);
    if (!key) return key.error();
    publish::NameServerSettings primary;
    primary.address = settings.dns_servers.front().host;
    primary.port = settings.dns_servers.front().port;
    primary.key = std::move(*key);
    return primary;
}

std::string list(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& sentence : sentences)
        text.append(text.empty() ? "" : "; ").append(sentence);
    return text;
}

/// The first thing nobody answered for; "" when all is known.
std::string unanswered(const publish::Plan& plan) {
    for (const auto& domain : plan.domains)
        for (const auto& change : domain.changes)
            if (change.kind == publish::ChangeKind::unknown)
                return change.owner() + " " + change.type() + ": " + change.why;
    return {};
}

std::vector<std::string> applied_domains(const ApplyReport& report) {
    std::vector<std::string> domains;
    for (const auto& result : report.domains)
        if (result.status == publish::PushStatus::applied) domains.push_back(result.domain);
    return domains;
}

} // namespace

DnsPublication::DnsPublication(
    const Settings& settings, const Catalog& catalog, storage::Connection& connection
)
    : settings_(settings), catalog_(catalog), connection_(connection), repository_(connection),
      records_(catalog, host_settings(settings)) {}

Result<std::unique_ptr<DnsPublication>> DnsPublication::make(
    const Settings& settings,
    const Catalog& catalog,
    storage::Connection& connection,
    const asio::any_io_executor& executor
) {
    if (settings.dns_target == DnsTarget::none)
        return Error{
            Errc::unsupported,
            "no way to the name servers is set: see dns_target in fingerpost config manual"};
    std::unique_ptr<DnsPublication> made(new DnsPublication(settings, catalog, connection));
    auto primary = primary_of(settings);
    if (!primary) return primary.error();
    auto server = publish::make_tcp_name_server(executor, std::move(*primary));
    if (!server) return server.error();
    made->primary_ = std::move(*server);
    made->target_ = std::make_unique<publish::UpdateTarget>(*made->primary_);
    made->publisher_ = std::make_unique<publish::Publisher>(
        connection, *made->target_, made->desired(), unix_time
    );
    return made;
}

publish::DesiredOf DnsPublication::desired() {
    return [this](std::string_view domain) { return records_.of(domain); };
}

std::vector<std::string> DnsPublication::all_domains() {
    auto domains = publisher_->published_domains();
    catalog_.for_each([&](std::string_view name, const Offer&) {
        if (!name.starts_with('*')) domains.emplace_back(name);
    });
    return domains;
}

asio::awaitable<Result<ProposedPlan>> DnsPublication::propose(PublicationWish wish) {
    auto domains = wish.domains.empty() ? all_domains() : wish.domains;
    auto plan = co_await publisher_->plan(std::move(domains), wish.options);
    if (!plan) co_return plan.error();
    publish::Limits limits;
    limits.zone_percent = settings_.dns_zone_limit;
    limits.fleet_percent = settings_.dns_fleet_limit;
    ProposedPlan proposed{std::move(*plan), {}, {}};
    proposed.id = proposed.plan.id();
    proposed.objections = publish::objections(proposed.plan, limits);
    co_return proposed;
}

asio::awaitable<Result<ProposedPlan>> DnsPublication::plan(PublicationWish wish) {
    co_await publisher_->recover();
    auto proposed = co_await propose(wish);
    if (!proposed) co_return proposed.error();
    const auto idle = [](const publish::DomainPlan& domain) { return domain.is_idle(); };
    if (!std::ranges::all_of(proposed->plan.domains, idle))
        repository_.keep(
            {proposed->id,
             unix_time(),
             scope_of(wish),
             policy_of(wish.options),
             publish::summary(proposed->plan),
             PlanState::pending}
        );
    co_return proposed;
}

asio::awaitable<Result<ApplyReport>> DnsPublication::apply(std::string id, bool force) {
    auto row = repository_.plan(id);
    if (!row) co_return Error{Errc::not_found, "there is no plan " + id + ": fingerpost dns plans"};
    if (row->state == PlanState::applied || row->state == PlanState::undone)
        co_return Error{Errc::conflict, "plan " + id + " was applied already"};
    co_await publisher_->recover();
    auto proposed = co_await propose(wish_of(*row));
    if (!proposed) co_return proposed.error();
    const auto silent = unanswered(proposed->plan);
    if (proposed->id != id && !silent.empty())
        co_return Error{Errc::upstream, "it cannot be seen how things are now: " + silent};
    if (proposed->id != id)
        co_return Error{
            Errc::conflict,
            "things have moved since plan " + id +
                " was made: look at what it would be now with "
                "fingerpost dns plan " +
                row->scope};
    co_return co_await send(std::move(*proposed), std::move(*row), force);
}

asio::awaitable<Result<ApplyReport>> DnsPublication::undo(std::string id, bool force) {
    co_await publisher_->recover();
    auto plan = co_await publisher_->undo(id);
    if (!plan) co_return plan.error();
    ProposedPlan proposed{std::move(*plan), {}, {}};
    proposed.id = proposed.plan.id();
    PlanRow row{proposed.id, unix_time(), "undo " + id, "", publish::summary(proposed.plan), {}};
    auto report = co_await send(std::move(proposed), std::move(row), force);
    auto undone = repository_.plan(id);
    if (report && undone) {
        undone->state = PlanState::undone;
        repository_.keep(*undone);
    }
    co_return report;
}

asio::awaitable<Result<ApplyReport>>
DnsPublication::send(ProposedPlan proposed, PlanRow row, bool force) {
    if (!force && !proposed.objections.empty())
        co_return Error{
            Errc::conflict, list(proposed.objections) + "; apply it with --force if that is meant"};
    auto report = co_await publisher_->apply(std::move(proposed.plan));
    row.state = report.left > 0 ? PlanState::stopped : PlanState::applied;
    repository_.keep(row);
    note_pacc(report);
    co_return report;
}

void DnsPublication::note_pacc(const ApplyReport& report) {
    note_published_pacc(
        connection_, catalog_, applied_domains(report), unix_time(), settings_.dns_ttl
    );
}

} // namespace fingerpost::app
