#include "app/dns_publication.hpp"

#include "app/hidden_primary.hpp"
#include "app/key_file.hpp"
#include "app/pacc_rollover.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "publish/bind_check.hpp"
#include "publish/files_target.hpp"
#include "publish/preview.hpp"
#include "publish/tcp_name_server.hpp"
#include "publish/update_target.hpp"
#include "zone/presentation.hpp"
#include "zone/rrset.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>

namespace fingerpost::app {

namespace {

namespace asio = boost::asio;
using publish::ApplyReport;
using storage::PlanRow;
using storage::PlanState;

constexpr std::string_view all = "--all";
constexpr std::size_t zones_at_once = 16;

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
    const auto text = read_key_file(path);
    if (!text)
        return Error{
            Errc::not_found, "dns_key_file \"" + path + "\" cannot be read: " + text.error().what};
    auto keys = zone::parse_key_file(*text);
    if (!keys) return Error{keys.error().code, path + ": " + keys.error().what};
    if (keys->size() != 1)
        return Error{
            Errc::bad_request,
            path + ": one key is needed, there are " + std::to_string(keys->size())};
    return std::optional(std::move(keys->front()));
}

/// The primary with the key for updates, then the others. None is needed where files are written.
Result<std::vector<publish::NameServerSettings>> servers_of(const Settings& settings) {
    const bool updates = settings.dns_target == DnsTarget::update;
    if (updates && settings.dns_servers.empty())
        return Error{
            Errc::unsupported, "dns_target = update needs dns_servers: the primary's address"};
    std::vector<publish::NameServerSettings> servers;
    for (const auto& [address, port] : settings.dns_servers) {
        auto& server = servers.emplace_back();
        server.address = address;
        server.port = port;
    }
    if (!updates) return servers;
    auto key = key_of(settings.dns_key_file);
    if (!key) return key.error();
    servers.front().key = std::move(*key);
    return servers;
}

Result<publish::FilesSettings> files_of(const Settings& settings) {
    if (settings.dns_directory.empty())
        return Error{Errc::unsupported, "this dns_target needs dns_directory"};
    publish::FilesSettings files;
    files.to.directory = settings.dns_directory;
    files.to.format =
        format::find_format(settings.dns_target == DnsTarget::zones ? "bind-zone" : "bind-snippet");
    files.to.with.zone = zone_settings(settings);
    files.to.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    files.reload = split_list(settings.dns_reload, ' ');
    if (!settings.dns_check) return files;
    auto check = publish::BindCheck::make();
    if (!check) return check.error();
    files.to.check = std::move(*check);
    return files;
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

struct ChangedZone {
    publish::ZoneState state;
    publish::Changes changes; ///< of all its domains
};

asio::awaitable<void> wait_for_zone(
    const std::vector<publish::NameServer*>& secondaries,
    ChangedZone& zone,
    std::chrono::seconds longest,
    std::vector<Behind>& behind
) {
    publish::PropagationSettings settings;
    const std::chrono::seconds due(std::int64_t{zone.state.refresh} + zone.state.retry);
    settings.deadline = settings.pace.now() + std::min(due, longest);
    auto seen = co_await publish::wait_for_secondaries(
        secondaries, zone.state, std::move(zone.changes), std::move(settings)
    );
    for (auto& one : seen)
        if (one.status != publish::SecondaryStatus::current)
            behind.push_back({zone.state.name, std::move(one)});
}

std::vector<std::string> applied_domains(const ApplyReport& report) {
    std::vector<std::string> domains;
    for (const auto& result : report.domains)
        if (result.status == publish::PushStatus::applied) domains.push_back(result.domain);
    return domains;
}

} // namespace

Result<void> check_publishing(const Settings& settings) {
    if (settings.dns_target == DnsTarget::none)
        return Error{
            Errc::unsupported,
            "no way to the name servers is set: see dns_target in fingerpost config manual"};
    if (const auto servers = servers_of(settings); !servers) return servers.error();
    if (settings.dns_target == DnsTarget::update) return {};
    if (const auto files = files_of(settings); !files) return files.error();
    std::error_code absent;
    if (std::filesystem::is_directory(settings.dns_directory, absent)) return {};
    return Error{
        Errc::not_found, "dns_directory \"" + settings.dns_directory + "\" is no directory"};
}

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
    if (const auto usable = check_publishing(settings); !usable) return usable.error();
    std::unique_ptr<DnsPublication> made(new DnsPublication(settings, catalog, connection));
    if (const auto ready = made->connect(executor); !ready) return ready.error();
    const auto desired = [&records = made->records_](std::string_view domain) {
        return records.of(domain);
    };
    made->publisher_ =
        std::make_unique<publish::Publisher>(connection, *made->target_, desired, unix_time);
    return made;
}

Result<void> DnsPublication::connect(const asio::any_io_executor& executor) {
    auto servers = servers_of(settings_);
    if (!servers) return servers.error();
    for (auto& one : *servers) {
        auto server = publish::make_tcp_name_server(executor, std::move(one));
        if (!server) return server.error();
        servers_.push_back(std::move(*server));
    }
    if (settings_.dns_target == DnsTarget::update) {
        target_ = std::make_unique<publish::UpdateTarget>(*servers_.front());
        return {};
    }
    auto files = files_of(settings_);
    if (!files) return files.error();
    const auto published = [this] { return publisher_->published_domains(); };
    target_ = std::make_unique<publish::FilesTarget>(std::move(*files), published);
    return {};
}

std::vector<std::string> DnsPublication::served_domains() const {
    std::vector<std::string> domains;
    catalog_.for_each([&](std::string_view name, const Offer&) {
        if (!name.starts_with('*')) domains.emplace_back(name);
    });
    return domains;
}

asio::awaitable<Result<ProposedPlan>> DnsPublication::propose(PublicationWish wish) {
    auto domains = wish.domains;
    if (domains.empty()) {
        domains = publisher_->published_domains();
        std::ranges::move(served_domains(), std::back_inserter(domains));
    }
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

asio::awaitable<Result<Published>> DnsPublication::apply(std::string id, Manner manner) {
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
    co_return co_await send(std::move(*proposed), std::move(*row), manner);
}

asio::awaitable<Result<Published>> DnsPublication::undo(std::string id, Manner manner) {
    co_await publisher_->recover();
    auto plan = co_await publisher_->undo(id);
    if (!plan) co_return plan.error();
    ProposedPlan proposed{std::move(*plan), {}, {}};
    proposed.id = proposed.plan.id();
    PlanRow row{proposed.id, unix_time(), "undo " + id, "", publish::summary(proposed.plan), {}};
    auto report = co_await send(std::move(proposed), std::move(row), manner);
    auto undone = repository_.plan(id);
    if (report && undone) {
        undone->state = PlanState::undone;
        repository_.keep(*undone);
    }
    co_return report;
}

asio::awaitable<Result<Published>>
DnsPublication::send(ProposedPlan proposed, PlanRow row, Manner manner) {
    if (!manner.force && !proposed.objections.empty())
        co_return Error{
            Errc::conflict, list(proposed.objections) + "; apply it with --force if that is meant"};
    auto sent = proposed.plan.domains;
    Published published;
    published.report = co_await publisher_->apply(std::move(proposed.plan));
    const auto& report = published.report;
    row.state = report.left > 0 ? PlanState::stopped : PlanState::applied;
    repository_.keep(row);
    const auto applied = applied_domains(report);
    note_published_pacc(connection_, catalog_, applied, unix_time(), settings_.dns_ttl);
    std::erase_if(sent, [&](const publish::DomainPlan& plan) {
        return std::ranges::find(applied, plan.domain) == applied.end();
    });
    published.behind = co_await wait_for_secondaries(std::move(sent), manner.longest_wait);
    co_return published;
}

/// Once for each zone, whose domains change together.
asio::awaitable<std::vector<Behind>> DnsPublication::wait_for_secondaries(
    std::vector<publish::DomainPlan> applied, std::chrono::seconds longest
) {
    std::vector<publish::NameServer*> secondaries;
    for (std::size_t i = 1; i < servers_.size(); ++i)
        secondaries.push_back(servers_[i].get());
    std::vector<Behind> behind;
    if (secondaries.empty()) co_return behind;
    std::map<std::string, ChangedZone> zones;
    for (const auto& plan : applied) {
        if (!plan.acts()) continue;
        auto zone = co_await publish::zone_of(*servers_.front(), zone::absolute(plan.domain));
        if (!zone) continue;
        auto& [state, changes] = zones[zone->name];
        state = std::move(*zone);
        std::ranges::copy(plan.changes, std::back_inserter(changes));
    }
    std::vector<ChangedZone*> list;
    list.reserve(zones.size());
    for (auto& [name, zone] : zones)
        list.push_back(&zone);
    const auto one = [&](std::size_t i) {
        return wait_for_zone(secondaries, *list[i], longest, behind);
    };
    co_await together(list.size(), zones_at_once, one);
    co_return behind;
}

asio::awaitable<Result<std::vector<ServerView>>>
DnsPublication::verify(std::vector<std::string> domains) {
    if (servers_.empty())
        co_return Error{Errc::unsupported, "dns_servers must say which name servers to ask"};
    if (domains.empty()) domains = served_domains();
    std::ranges::sort(domains);
    for (const auto& domain : domains)
        if (const auto wanted = records_.of(domain); !wanted) co_return wanted.error();
    std::vector<ServerView> views;
    for (const auto& server : servers_) {
        auto plan = co_await seen_at(*server, domains);
        views.push_back({server->name(), std::move(plan)});
    }
    co_return views;
}

asio::awaitable<publish::Plan>
DnsPublication::seen_at(publish::NameServer& server, std::vector<std::string> domains) {
    publish::Plan plan;
    plan.considered = domains.size();
    for (auto& domain : domains) {
        const auto desired = zone::rrsets(records_.of(domain).value());
        auto asked = publish::questions(desired, {});
        const auto seen =
            co_await publish::observe(server, std::move(asked), publish::ObserveSettings());
        plan.domains.push_back(publish::plan_domain(std::move(domain), desired, seen, desired));
    }
    co_return plan;
}

} // namespace fingerpost::app
