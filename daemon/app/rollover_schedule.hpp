/// @file
/// Goes on with roll-overs when their time has come, and tells the log. On a thread of its own, as
/// hooks may take long.
#pragma once

#include "app/settings.hpp"
#include "publish/rollovers.hpp"
#include "storage/database_url.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace fingerpost::app {

/// Roll-overs as these settings let them go.
publish::RolloverWorld rollover_world(const Settings& settings);

class RolloverSchedule {
public:
    static constexpr std::chrono::seconds every_minute{60};

    explicit RolloverSchedule(
        storage::DatabaseUrl url, std::chrono::milliseconds period = every_minute
    );
    ~RolloverSchedule();
    RolloverSchedule(const RolloverSchedule&) = delete;
    RolloverSchedule& operator=(const RolloverSchedule&) = delete;

    /// Looks at once, and then in every period. Not at a database in memory, which nobody else
    /// could begin one in.
    void use(const Settings& settings);

    /// Waits for a hook that is running.
    void stop();

private:
    void watch(const std::stop_token& stopped);
    void look(const Settings& settings);

    storage::DatabaseUrl url_;
    std::chrono::milliseconds period_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::optional<Settings> fresh_; ///< not looked at yet; guarded by the mutex
    std::jthread thread_;
};

} // namespace fingerpost::app
