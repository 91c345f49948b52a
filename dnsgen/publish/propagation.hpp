/// @file
/// Waits until the secondaries of a zone show what was changed at its primary.
/// Spec: RFC 1034 §4.3.5 (refresh, retry), RFC 1982 (serials).
#pragma once

#include "base/together.hpp"
#include "publish/change.hpp"
#include "publish/name_server.hpp"
#include "publish/observe.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::publish {

enum class SecondaryStatus : std::uint8_t {
    current,    ///< shows the changes
    lagging,    ///< answers, but still as before
    unreachable ///< gave no answer that counts
};
std::string_view name(SecondaryStatus status);

struct SecondaryResult {
    std::string server; ///< NameServer::name()
    SecondaryStatus status = SecondaryStatus::unreachable;
    std::optional<std::uint32_t> serial; ///< the last it showed
    std::string why;                     ///< of all but `current`
};

struct PropagationSettings {
    /// After this a secondary should have asked by itself: SOA refresh + retry from the change on.
    Time deadline;
    std::chrono::milliseconds first_pause{500}; ///< then twice as long each time, to
    std::chrono::milliseconds longest_pause{30000};
    Pace pace = real_time();
};

/// `zone`: what the primary shows after the change; the serial of an inline-signed zone is the one
/// that it serves, not the file's. A secondary is current when its serial is no older and its
/// RRsets are those of the changes that act. Each server is waited for by itself; the results are
/// in their order.
boost::asio::awaitable<std::vector<SecondaryResult>> wait_for_secondaries(
    std::vector<NameServer*> secondaries,
    ZoneState zone,
    Changes changes,
    PropagationSettings settings
);

} // namespace fingerpost::publish
