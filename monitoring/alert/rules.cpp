#include "alert/rule.hpp"

#include <algorithm>

namespace fingerpost::alert {

namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr auto above = Direction::above;
constexpr auto below = Direction::below;

constexpr Levels info(Level level) {
    return {level, std::nullopt, std::nullopt};
}
constexpr Levels warning(Level level) {
    return {std::nullopt, level, std::nullopt};
}
constexpr Levels critical(Level level) {
    return {std::nullopt, std::nullopt, level};
}
constexpr Levels both(Level warns, Level alarms) {
    return {std::nullopt, warns, alarms};
}
/// For what is counted and ought not to be.
constexpr Level any{0, 0};
constexpr Levels expiry{Level{30, 30}, Level{14, 14}, Level{7, 7}};

// clang-format off
// name, service, direction, levels, hold, clear_hold, min_samples, period, unit, summary, remedy
constexpr std::array table{
    Rule{"FingerpostRestarting", "daemon", above, warning({3, 1}), 0, 30 * minute, 1, 15,
         "restarts in 30 min", "Fingerpost restarts again and again",
         "Read its log for the reason it ends: fingerpost log follow"},
    Rule{"FingerpostServiceNotReady", "daemon", above, warning(any), 5 * minute, 5 * minute, 2, 15,
         "unmet preconditions", "A service is enabled and cannot work",
         "Mend the precondition that fingerpost status names, or disable the service"},
    Rule{"FingerpostErrorBudgetBurn", "http", above, both({3, 2.4}, {14.4, 11.5}), 2 * minute, 15 * minute, 3, 15,
         "times the error budget", "Too many valid requests are answered with an error",
         "Look for errors in the log and at the state of the database"},
    Rule{"FingerpostLatencyBudgetBurn", "http", above, both({3, 2.4}, {14.4, 11.5}), 2 * minute, 15 * minute, 3, 15,
         "times the latency budget", "Too many requests take longer than 100 ms",
         "Look at the load of the machine and at slow directories"},
    Rule{"FingerpostRequestRateHigh", "http", above, both({500, 400}, {2000, 1600}), 5 * minute, 15 * minute, 3, 15,
         "requests a second", "More requests come than are expected",
         "See who asks: a flood, or a threshold that is too low"},
    Rule{"FingerpostFloodFromSource", "http", above, warning(any), 2 * minute, 15 * minute, 2, 15,
         "source prefixes", "Single networks flood the server with requests",
         "Block them in the firewall, or raise the limit if they are known"},
    Rule{"FingerpostRateLimiting", "http", above, info({1, 0.8}), 10 * minute, 15 * minute, 3, 15,
         "refusals a second", "Requests are refused by the rate limit",
         "Raise the limit if those who are refused are wanted"},
    Rule{"FingerpostRequestRateUnusual", "http", above, warning({3, 2.4}), 15 * minute, 30 * minute, 3, minute,
         "times the usual rate", "More requests come than at this hour of former weeks",
         "See what has changed: new clients, a loop, a flood"},
    Rule{"FingerpostRequestsMissing", "http", below, warning({0.1, 0.2}), hour, 15 * minute, 3, minute,
         "of the usual rate", "Hardly any requests come",
         "Try the service from outside: DNS, the proxy before it, the firewall"},
    Rule{"FingerpostServedCertificateExpiring", "https", below, expiry, 5 * minute, 5 * minute, 2, minute,
         "days", "A certificate that is served expires",
         "Renew it, and see why that did not happen by itself", true},
    Rule{"FingerpostEndpointCertificateExpiring", "probe", below, expiry, 5 * minute, 5 * minute, 1, hour,
         "days", "The certificate of a server that clients are sent to expires",
         "Renew it on that server", true},
    Rule{"FingerpostCertificateNotYetValid", "https", above, critical({300, 0}), 5 * minute, 5 * minute, 2, minute,
         "seconds until it begins", "A certificate is not valid yet",
         "Set the clock right, or serve the former certificate until then"},
    Rule{"FingerpostEndpointCertificateInvalid", "probe", above, critical(any), 10 * minute, 0, 1, hour,
         "faults", "Clients will refuse the certificate of a server",
         "Mend its chain, its names or its dates on that server"},
    Rule{"FingerpostEndpointUnreachable", "probe", above, warning({hour, 0.8 * hour}), 5 * minute, 0, 1, minute,
         "seconds since it answered", "A server that clients are sent to does not answer",
         "Look at that server and at the network between"},
    Rule{"FingerpostCertificateRenewalFailing", "acme", above, warning(any), 0, 0, 1, hour,
         "failed attempts in 1 d", "A certificate could not be renewed",
         "Read the last answer of the authority: fingerpost task log"},
    Rule{"FingerpostDNSDrift", "dns", above, warning(any), 30 * minute, 15 * minute, 2, minute,
         "records", "Published records are not what they should be",
         "fingerpost dns diff shows them, fingerpost dns apply mends them"},
    Rule{"FingerpostDNSUnresolvable", "dns", above, warning(any), 30 * minute, 15 * minute, 2, minute,
         "domains", "Domains cannot be resolved",
         "Look at their delegation and name servers: fingerpost check"},
    Rule{"FingerpostDNSChecksFailing", "dns", above, warning({0.5, 0.4}), 15 * minute, 15 * minute, 3, 15,
         "of the queries", "Look-ups fail, so the DNS cannot be judged",
         "See whether the resolver can be reached"},
    Rule{"FingerpostDNSCheckStale", "dns", above, warning({2.0 * day, 1.6 * day}), hour, 0, 1, minute,
         "seconds since the oldest check", "Domains have not been checked for days",
         "See whether the sweep runs: fingerpost task list"},
    Rule{"FingerpostMailQueueLarge", "queue_watch", above, both({500, 400}, {2000, 1600}), 10 * minute, 15 * minute, 3, 15,
         "messages", "A mail queue is long",
         "See what its messages wait for, in the mail server's log"},
    Rule{"FingerpostMailQueueGrowing", "queue_watch", above, warning({100, 50}), 30 * minute, 15 * minute, 3, 15,
         "messages an hour", "A mail queue grows",
         "See what its messages wait for, in the mail server's log"},
    Rule{"FingerpostMailQueueStuck", "queue_watch", above, critical({1800, 900}), 10 * minute, 5 * minute, 2, 15,
         "seconds of its oldest message", "Mail does not leave a queue that empties at once",
         "See whether the mail server and its filters run"},
    Rule{"FingerpostMailQueueScanFailing", "queue_watch", above, warning({900, 300}), 5 * minute, 0, 1, 15,
         "seconds since it was read", "A mail queue cannot be read",
         "Give Fingerpost the rights to read it: the group postdrop"},
    Rule{"FingerpostFilesystemAlmostFull", "storage_watch", below, both({0.1, 0.12}, {0.05, 0.06}), 10 * minute, 15 * minute, 2, minute,
         "of its space", "A filesystem is almost full",
         "fingerpost storage report tells what takes the space"},
    Rule{"FingerpostFilesystemFillingUp", "storage_watch", below, both({24, 30}, {4, 6}), hour, 30 * minute, 3, minute,
         "hours until it is full", "A filesystem will be full soon",
         "fingerpost storage report tells what grows"},
    Rule{"FingerpostFilesystemInodesLow", "storage_watch", below, warning({0.05, 0.06}), 30 * minute, 15 * minute, 2, minute,
         "of its inodes", "A filesystem can hold few more files",
         "Find the directory with very many small files"},
    Rule{"FingerpostStorageOverLimit", "storage_watch", above, warning({1, 0.95}), 15 * minute, 15 * minute, 1, hour,
         "of its limit", "A kind of data takes more space than it may",
         "Clean it up, or raise the limit"},
    Rule{"FingerpostBackupOld", "backup", above, both({2.0 * day, 2.0 * day}, {7.0 * day, 7.0 * day}), 30 * minute, 0, 1, minute,
         "seconds since the last backup", "There is no recent backup",
         "See why the last one failed: fingerpost task log backup"},
    Rule{"FingerpostBackupSizeDropped", "backup", below, warning({0.5, 0.6}), hour, 0, 1, minute,
         "of the week's largest", "The last backup is much smaller than those before",
         "See what it lacks before older ones are rotated out"},
    Rule{"FingerpostTaskOverdue", "tasks", above, warning(any), 10 * minute, 0, 1, minute,
         "seconds overdue", "A task has not succeeded in time",
         "fingerpost task log tells why"},
    Rule{"FingerpostDatabaseErrors", "database", above, critical(any), 0, 15 * minute, 1, 15,
         "errors in 15 min", "The database is full, damaged or cannot be read",
         "See whether its filesystem is full or failing; restore a backup if it is damaged"},
    Rule{"FingerpostCatalogReloadFailing", "database", above, warning({900, 0}), 0, 0, 1, 15,
         "seconds out of date", "Changes do not reach the answers",
         "Read the log for the row that cannot be loaded"},
    Rule{"FingerpostLogErrors", "daemon", above, warning({0.1, 0.05}), 15 * minute, 15 * minute, 3, 15,
         "errors a second", "Many errors are logged",
         "Read them: fingerpost log follow"},
    Rule{"FingerpostLogLinesDropped", "daemon", above, info(any), 0, 15 * minute, 1, 15,
         "lines in 15 min", "Lines of the log were lost",
         "Give the log a faster disk, or log less"},
    Rule{"FingerpostSeriesDropped", "metrics", above, info(any), 0, hour, 1, 15,
         "series in 1 h", "There are more metrics than may be",
         "See which objects are too many to be counted one by one"},
    Rule{"FingerpostNotificationsFailing", "notify", above, critical({2, 0}), 10 * minute, 0, 1, 15,
         "failures in 30 min without a delivery", "A channel delivers no messages",
         "fingerpost channel test tells what it answers"},
    Rule{"FingerpostOutboxStuck", "notify", above, warning({1800, 900}), 5 * minute, 0, 2, 15,
         "seconds of the oldest message", "Messages wait to be delivered",
         "fingerpost channel test tells what the channel answers"},
    Rule{"FingerpostNotificationChannelNotReady", "notify", above, warning(any), 10 * minute, 0, 1, 15,
         "unmet preconditions", "A channel is enabled and cannot deliver",
         "Complete its settings: fingerpost channel list"},
    Rule{"FingerpostNotificationsExpired", "notify", above, critical(any), 0, hour, 1, 15,
         "messages in 1 h", "Messages were given up undelivered",
         "Read them in the list of alerts; then mend the channel"},
    Rule{"FingerpostReadingMissing", "daemon", above, warning({3, 3}), 0, 0, 1, 15,
         "periods without a reading", "It is not known whether something watched is well",
         "See in the log why it cannot be read"},
};
// clang-format on

constexpr bool all_sound() {
    return std::ranges::all_of(table, [](const Rule& rule) {
        return are_sound(rule.direction, rule.levels);
    });
}
static_assert(
    all_sound(), "a level clears beyond where it is raised, or the levels are not in order"
);

constexpr std::array<std::string_view, severities.size()> severity_names{
    "info", "warning", "critical"};

} // namespace

std::string_view name(Severity severity) {
    return severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Severity> find_severity(std::string_view wanted) {
    for (const auto severity : severities)
        if (name(severity) == wanted) return severity;
    return std::nullopt;
}

std::span<const Rule> rules() {
    return table;
}

const Rule* find_rule(std::string_view wanted) {
    const auto found = std::ranges::find(table, wanted, &Rule::name);
    return found == table.end() ? nullptr : &*found;
}

const Rule& reading_missing() {
    return table.back();
}

} // namespace fingerpost::alert
