#include "app/daemon.hpp"

#include "app/admin.hpp"
#include "app/hidden_primary.hpp"
#include "app/initdb.hpp"
#include "app/profile_link.hpp"
#include "app/profile_qr.hpp"
#include "app/signer_expiry.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>
#include <thread>

namespace fingerpost::app {

namespace {

protocol::TimeOfDay time_of_day() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<protocol::TimeOfDay>(now % std::chrono::hours(24));
}

unsigned worker_count(unsigned wanted) {
    return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

/// Settings are checked before they reach the daemon; a URL that does not parse is a bug.
storage::DatabaseUrl database_url(const std::string& uri) {
    return storage::DatabaseUrl::parse(uri).value();
}

Reply answer_public(
    const Request& request,
    const Discovery& discovery,
    CatalogKeeper& keeper,
    ProfileSigning& signing
) {
    if (is_initdb(request)) return answer_initdb(request, keeper);
    if (is_profile_link(request))
        return answer_profile_link(request, discovery, keeper, unix_time());
    if (is_profile_qr(request)) return answer_profile_qr(request, discovery, signing);
    return discovery(request);
}

} // namespace

Daemon::Daemon(Configuration configuration)
    : configuration_(std::move(configuration)),
      keeper_(database_url(configuration_.settings.db_uri), metrics_),
      publication_(keeper_.catalog(), database_url(configuration_.settings.db_uri)),
      rollovers_(database_url(configuration_.settings.db_uri)),
      sweep_(keeper_.catalog(), database_url(configuration_.settings.db_uri), metrics_),
      discovery_(keeper_.catalog(), directory_, signing_, time_of_day),
      server_(metrics_, worker_count(configuration_.settings.workers)) {}

Daemon::~Daemon() {
    stop();
}

Result<void> Daemon::start() {
    const auto& settings = configuration_.settings;
    log::configure(settings.loglevel, settings.log_format);
    for (const auto& problem : configuration_.problems)
        log::event(problem.level, "configuration", {{"problem", problem.what}});
    use_directory(settings.ldap);
    auto ready = use_signer(settings.profile);
    if (!ready) return ready;
    const auto opened = keeper_.start();
    if (!opened) return opened.error();
    for (const auto& what : *opened)
        log::event(log::Level::warning, "database_upgraded", {{"what", what}});
    ready = start_primary();
    if (!ready) return ready;
    ready = server_.listen(public_listener());
    if (!ready) return ready;
    if (!settings.admin_listen.empty()) ready = server_.listen(admin_listener());
    if (!ready) return ready;
    server_.start();
    publication_.use(settings);
    rollovers_.use(settings);
    sweep_.use(settings);
    running_ = true;
    for (const auto& endpoint : bound())
        log::event(log::Level::info, "listening", {{"on", endpoint.str()}});
    return {};
}

void Daemon::use_directory(const directory::Protection& protection) {
    if (!protection.verify)
        log::event(
            log::Level::warning,
            "ldap_not_verified",
            {{"reason", "ldap_verify = no: whoever answers for an LDAP server is believed"}}
        );
    directory_.use(protection);
}

Result<void> Daemon::start_primary() {
    const auto& settings = configuration_.settings;
    if (settings.dns_listen.empty()) return {};
    auto wanted = primary_settings(settings);
    if (!wanted) return wanted.error();
    auto fresh = std::make_unique<primary::Primary>(
        keeper_.catalog(), database_url(settings.db_uri), metrics_
    );
    auto ready = fresh->listen(endpoints_of(settings.dns_listen));
    if (!ready) return ready;
    fresh->start(std::move(*wanted));
    primary_ = std::move(fresh);
    return {};
}

Result<void> Daemon::use_primary(const Settings& settings) {
    if (!primary_) return {};
    auto wanted = primary_settings(settings);
    if (!wanted) return wanted.error();
    primary_->use(std::move(*wanted));
    return {};
}

Result<void> Daemon::use_signer(const http::SignerFiles& files) {
    if (files.certificate.empty()) {
        signing_.use(nullptr);
        metrics_.profile_signer_not_after(std::nullopt);
        return {};
    }
    auto signer = http::Signer::load(files);
    if (!signer) return signer.error();
    metrics_.profile_signer_not_after(static_cast<double>((*signer)->not_after()));
    signing_.use(std::move(*signer));
    warn_of_signer();
    return {};
}

void Daemon::warn_of_signer() const {
    const auto signer = signing_.signer();
    if (!signer) return;
    const auto expiry = signer_expiry(signer->not_after(), unix_time());
    if (!expiry) return;
    log::event(
        expiry->level,
        "profile_signer_expires",
        {{"days_left", std::to_string(expiry->days_left)},
         {"below", std::to_string(expiry->step)},
         {"what", expiry->what()}}
    );
}

http::Limits Daemon::limits() const {
    const auto& settings = configuration_.settings;
    http::Limits limits;
    limits.connections = settings.connections;
    limits.request_time = settings.request_timeout;
    limits.idle_time = settings.idle_timeout;
    limits.requests_per_second = settings.rate_limit;
    return limits;
}

http::ListenerSettings Daemon::public_listener() {
    http::ListenerSettings listener;
    listener.name = metrics::Listener::http;
    listener.endpoints = configuration_.settings.listen;
    listener.limits = limits();
    listener.proxy_count = configuration_.settings.proxy_count;
    listener.handler = [this](const Request& request) {
        return answer_public(request, discovery_, keeper_, signing_);
    };
    return listener;
}

http::ListenerSettings Daemon::admin_listener() {
    http::ListenerSettings listener;
    listener.name = metrics::Listener::admin;
    listener.endpoints = configuration_.settings.admin_listen;
    listener.limits = limits();
    listener.handler = [this](const Request& request) {
        return answer_admin(request, metrics_, keeper_);
    };
    return listener;
}

void Daemon::reload(Configuration fresh) {
    for (const auto& problem : fresh.problems)
        log::event(problem.level, "configuration", {{"problem", problem.what}});
    if (!fresh.usable()) {
        log::event(log::Level::error, "reload_refused", {{"kept", "the settings in force"}});
        return;
    }
    for (const auto key : waiting_for_restart(configuration_, fresh))
        log::event(log::Level::warning, "waits_for_restart", {{"setting", std::string(key)}});
    const auto signer = use_signer(fresh.settings.profile);
    if (!signer) log::event(log::Level::error, "signer_kept", {{"reason", signer.error().what}});
    const auto primary = use_primary(fresh.settings);
    if (!primary) log::event(log::Level::error, "primary_kept", {{"reason", primary.error().what}});
    log::configure(fresh.settings.loglevel, fresh.settings.log_format);
    use_directory(fresh.settings.ldap);
    publication_.use(fresh.settings);
    rollovers_.use(fresh.settings);
    sweep_.use(fresh.settings);
    configuration_ = std::move(fresh);
    log::event(log::Level::info, "reloaded");
}

void Daemon::look_after(boost::asio::steady_timer& daily) {
    const auto report = [](const std::exception_ptr& failed) {
        // a database that went away is in the log already, and links wait for tomorrow
        if (failed) log::event(log::Level::info, "profile_links_not_pruned");
    };
    auto prune = prune_profile_links(keeper_, unix_time());
    boost::asio::co_spawn(daily.get_executor(), std::move(prune), report);
    daily.expires_after(std::chrono::hours(24));
    daily.async_wait([this, &daily](const boost::system::error_code& stopped) {
        if (stopped) return;
        warn_of_signer();
        look_after(daily);
    });
}

void Daemon::run_until_signalled(const std::function<Configuration()>& read) {
    boost::asio::io_context context(1);
    boost::asio::signal_set signals(context, SIGTERM, SIGINT, SIGHUP);
    boost::asio::steady_timer daily(context);
    std::function<void()> wait = [&] {
        signals.async_wait([&](const boost::system::error_code& failed, int signal) {
            if (failed || signal != SIGHUP) {
                daily.cancel();
                return;
            }
            reload(read());
            wait();
        });
    };
    wait();
    look_after(daily);
    context.run();
    log::event(log::Level::info, "stopping");
    stop();
    // until here `signals` took them; from here to the end of the process nobody would
    sigset_t impatient;
    sigemptyset(&impatient);
    sigaddset(&impatient, SIGTERM);
    sigaddset(&impatient, SIGINT);
    pthread_sigmask(SIG_BLOCK, &impatient, nullptr);
}

void Daemon::stop() {
    if (!running_) return;
    running_ = false;
    if (primary_) primary_->stop();
    server_.stop(grace);
    sweep_.stop();
    rollovers_.stop();
    publication_.stop();
    // what these still do for a request comes back to the server's contexts, which must be there
    keeper_.stop();
    signing_.stop();
    directory_.stop();
}

} // namespace fingerpost::app
