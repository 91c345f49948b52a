#include "app/rollover_schedule.hpp"

#include "base/log.hpp"

namespace fingerpost::app {

namespace {

constexpr std::chrono::seconds longest_hook{60};

void tell(const publish::Rollover& before, const publish::Rollover& after) {
    if (after.step == before.step && after.due == before.due && after.note == before.note) return;
    log::event(
        after.note.empty() ? log::Level::info : log::Level::warning,
        after.note.empty() ? "rollover" : "rollover_waits",
        {{"id", std::to_string(after.id)},
         {"kind", after.kind},
         {"of", publish::whose(after)},
         {"step", after.step},
         {"due", after.due == 0 ? "" : utc_text(after.due)},
         {"note", after.note}}
    );
}

} // namespace

publish::RolloverWorld rollover_world(const Settings& settings) {
    publish::RolloverWorld world;
    world.host = host_settings(settings);
    world.tracked = settings.dns_target != DnsTarget::none;
    world.run_hook = [](const std::vector<std::string>& command) {
        return run_program(command, longest_hook);
    };
    return world;
}

RolloverSchedule::RolloverSchedule(storage::DatabaseUrl url, std::chrono::milliseconds period)
    : url_(std::move(url)), period_(period) {}

RolloverSchedule::~RolloverSchedule() {
    stop();
}

void RolloverSchedule::use(const Settings& settings) {
    if (url_.file.empty()) return;
    {
        const std::lock_guard lock(mutex_);
        fresh_ = settings;
    }
    woken_.notify_one();
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stopped) { watch(stopped); });
}

void RolloverSchedule::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

void RolloverSchedule::watch(const std::stop_token& stopped) {
    std::optional<Settings> settings;
    while (!stopped.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            const auto told = [this] { return fresh_.has_value(); };
            woken_.wait_for(lock, stopped, settings ? period_ : std::chrono::milliseconds(0), told);
            if (fresh_) settings = std::exchange(fresh_, std::nullopt);
        }
        if (settings && !stopped.stop_requested()) look(*settings);
    }
}

/// The wall of this job: whatever is thrown ends here.
void RolloverSchedule::look(const Settings& settings) {
    try {
        const auto connection = storage::open(url_, storage::Mode::read_write);
        auto world = rollover_world(settings);
        world.tell = tell;
        (void)publish::Rollovers(*connection, std::move(world)).run();
    } catch (const std::exception& error) {
        log::event(log::Level::error, "rollovers_not_looked_at", {{"reason", error.what()}});
    }
}

} // namespace fingerpost::app
