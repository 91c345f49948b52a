/// @file
/// Changes brought to the primary of a zone, and looked for there: an update that the server
/// ignores is answered as one that it makes.
/// Spec: RFC 2136.
#pragma once

#include "base/together.hpp"
#include "publish/change.hpp"
#include "publish/name_server.hpp"
#include "zone/update_message.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::publish {

struct DomainChanges {
    std::string domain;
    Changes changes; ///< those that act are sent; all lie in one zone
};

enum class PushStatus : std::uint8_t {
    applied, ///< seen at the primary
    refused, ///< and will be again; `why` says what to do
    moved,   ///< the zone is not what the changes were made for: plan again
    ignored, ///< NOERROR, but not there
    unknown  ///< no answer; it may have been made
};
std::string_view name(PushStatus status);

struct PushResult {
    std::string domain;
    PushStatus status = PushStatus::unknown;
    std::string why; ///< but for `applied`
};

struct PushSettings {
    std::size_t domains_per_message = 15;
    std::size_t messages_at_once = 4;
    int tries = 4;                              ///< after SERVFAIL and lost answers
    std::chrono::milliseconds first_pause{250}; ///< before the second try; then twice as long
    bool read_back = true;                      ///< without it NOERROR counts as applied
    Pace pace = real_time();
};

/// Each RRset that changes is demanded to be as it was (`before`), and what would make a server
/// ignore an addition is demanded to be absent. Values are deleted one by one, so that others stay.
/// Errc::bad_request for the SOA record and the zone's own NS records, which are never touched.
Result<zone::Update> update_of(const std::string& zone, const Changes& changes);

/// Domains share messages, but none waits for another's fault: what fails together is tried alone.
/// The results are in the order of the domains.
boost::asio::awaitable<std::vector<PushResult>> push(
    NameServer& primary, std::string zone, std::vector<DomainChanges> domains, PushSettings settings
);

} // namespace fingerpost::publish
