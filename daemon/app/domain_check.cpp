#include "app/domain_check.hpp"

#include "base/clock.hpp"
#include "check/authoritative_view.hpp"
#include "check/guarded_servers.hpp"
#include "resolve/cares.hpp"
#include "storage/check_policy_repository.hpp"
#include "zone/host_records.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace fingerpost::app {

using boost::asio::awaitable;
using Vantage = resolve::Vantage;

namespace {

std::vector<std::string> texts_of(const std::vector<http::Endpoint>& endpoints) {
    std::vector<std::string> texts;
    for (const auto& endpoint : endpoints)
        texts.push_back(endpoint.str());
    return texts;
}

std::vector<const check::Family*> all_families() {
    std::vector<const check::Family*> all;
    for (const auto& family : check::families())
        all.push_back(&family);
    return all;
}

/// A label that nobody publishes, another one in each run.
std::string random_label() {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    std::random_device source;
    std::string label = "fp-";
    for (int i = 0; i < 16; ++i)
        label += letters[source() % letters.size()];
    return label;
}

resolve::NameServersSettings dns_settings(const Settings& settings, const CheckWish& wish) {
    resolve::NameServersSettings dns;
    dns.servers = texts_of(settings.check_resolver);
    if (wish.from.kind == Vantage::Kind::other) dns.servers = {wish.from.server};
    if (wish.fresh) dns.answers_kept = 0;
    dns.total_rate = wish.questions_per_second;
    if (settings.check_trust_resolver) dns.trusted = dns.servers;
    return dns;
}

check::Circumstances circumstances_of(const Settings& settings, const CheckWish& wish) {
    check::Circumstances circumstances;
    circumstances.own_addresses = settings.check_addresses;
    circumstances.sending_addresses = settings.check_senders;
    circumstances.issuers = settings.check_issuers;
    for (auto& server : texts_of(settings.check_vantages))
        circumstances.others.push_back({Vantage::Kind::other, std::move(server)});
    circumstances.authority_port = static_cast<std::uint16_t>(settings.check_authority_port);
    circumstances.live = wish.live;
    circumstances.random_label = random_label();
    circumstances.now = unix_time();
    return circumstances;
}

} // namespace

Result<check::Policy> read_policy(storage::Connection& connection) {
    check::Policy policy;
    if (!connection.has_table("fingerpost_check_severity")) return policy;
    storage::CheckPolicyRepository repository(connection);
    for (const auto& row : repository.severities()) {
        const auto severity = check::parse_severity(row.severity);
        if (!severity)
            return Error{
                Errc::bad_request, "severity of check " + row.check + ": " + severity.error().what};
        policy.severities.push_back({row.domain, row.check, *severity});
    }
    for (const auto& row : repository.ignored())
        policy.ignored.push_back(
            {row.id, row.domain, row.check, row.subject, row.reason, row.author, row.until}
        );
    return policy;
}

/// Name servers until they are ended.
class DomainCheck::Questions final : public resolve::NameServers {
public:
    explicit Questions(std::unique_ptr<resolve::NameServers> servers)
        : servers_(std::move(servers)) {}

    awaitable<resolve::Answer> ask(resolve::Query query) override {
        if (!servers_) co_return resolve::unknown(resolve::Failure::other, "nobody asks any more");
        auto answer = co_await servers_->ask(std::move(query));
        co_return answer;
    }

    void end() { servers_.reset(); }

private:
    std::unique_ptr<resolve::NameServers> servers_;
};

DomainCheck::DomainCheck(const Settings& settings, const Catalog& catalog, CheckWish wish)
    : catalog_(catalog), host_(zone::normalised(host_settings(settings))), records_(catalog, host_),
      families_(wish.families.empty() ? all_families() : std::move(wish.families)),
      circumstances_(circumstances_of(settings, wish)),
      trusts_resolver_(settings.check_trust_resolver) {}

DomainCheck::~DomainCheck() = default;

void DomainCheck::stop() {
    dns_->end();
}

Result<std::unique_ptr<DomainCheck>> DomainCheck::make(
    boost::asio::io_context& context,
    const Settings& settings,
    const Catalog& catalog,
    CheckWish wish
) {
    std::unique_ptr<DomainCheck> made(new DomainCheck(settings, catalog, wish));
    auto dns = resolve::make_name_servers(context, dns_settings(settings, wish));
    if (!dns) return dns.error();
    made->dns_ = std::make_unique<Questions>(std::move(*dns));
    auto allowed = check::AllowedNetworks::parse(settings.check_allow);
    if (!allowed) return allowed.error();
    made->guarded_ = std::make_unique<check::GuardedServers>(*made->dns_, *allowed);
    if (wish.from.kind == Vantage::Kind::authoritative)
        made->authorities_ = std::make_unique<check::AuthoritativeView>(
            *made->guarded_, made->circumstances_.authority_port
        );
    auto web = http::Client::make({settings.check_ca_file, std::chrono::seconds(10)});
    if (!web) return web.error();
    made->web_ = std::move(*web);
    probe::VisitorSettings visits;
    visits.ca_file = settings.check_ca_file;
    if (!settings.public_hostname.empty()) visits.hello = settings.public_hostname;
    auto visitor = probe::Visitor::make(visits);
    if (!visitor) return visitor.error();
    made->visitor_ = std::move(*visitor);
    auto& view = made->authorities_ ? *made->authorities_ : *made->guarded_;
    made->collector_ = std::make_unique<check::Collector>(
        view, *made->web_, *made->visitor_, check::CollectorSettings{std::move(*allowed), wish.via}
    );
    return made;
}

/// Whether the resolver checks DNSSEC: it says so of the root, which is signed, or the operator of
/// it (RFC 4035 §3.2.3).
awaitable<void> DomainCheck::find_out_validating() {
    if (knows_validating_) co_return;
    resolve::Query root;
    root.name = ".";
    root.type = resolve::Type::ns;
    const auto answer = co_await dns_->ask(root);
    circumstances_.validating = trusts_resolver_ || answer.authentic;
    if (authorities_) circumstances_.validating = false;
    knows_validating_ = answer.outcome != resolve::Outcome::unknown;
}

awaitable<Result<check::Findings>>
DomainCheck::check(std::string domain, std::map<std::string, std::string> memory) {
    const auto desired = records_.of(domain);
    if (!desired) co_return desired.error();
    const auto& offer = *catalog_.find(domain);
    const check::Subject subject{
        domain, offer, host_, *desired, circumstances_, catalog_.held_document(offer), memory};
    co_await find_out_validating();
    circumstances_.now = unix_time();
    auto findings = co_await collector_->judge(subject, families_);
    co_return findings;
}

template <class Seen>
awaitable<Result<Seen>> DomainCheck::looked_at(
    std::string domain, std::function<Seen(const check::Subject&, check::Evidence&)> look
) {
    const auto desired = records_.of(domain);
    if (!desired) co_return desired.error();
    const auto& offer = *catalog_.find(domain);
    const std::map<std::string, std::string> memory;
    const check::Subject subject{
        domain, offer, host_, *desired, circumstances_, catalog_.held_document(offer), memory};
    check::Evidence evidence;
    while (true) {
        evidence.start();
        auto seen = look(subject, evidence);
        if (evidence.wanted().empty()) co_return seen;
        co_await collector_->answer(subject, evidence);
    }
}

awaitable<Result<std::vector<check::Sighting>>>
DomainCheck::watch(std::string domain, std::string name, resolve::Type type) {
    const auto look = [name, type](const check::Subject& subject, check::Evidence& evidence) {
        return check::propagation(subject, evidence, name, type);
    };
    return looked_at<std::vector<check::Sighting>>(std::move(domain), look);
}

awaitable<Result<check::Migration>> DomainCheck::migration(std::string domain) {
    return looked_at<check::Migration>(std::move(domain), check::migration);
}

} // namespace fingerpost::app
