/// @file
/// THE TABLE of what a configuration profile can hold: one account of one user each. Spec: Apple's
/// device-management schema, com.apple.{mail.managed,caldav.account,carddav.account,eas.account,
/// ldap.account}.
#pragma once

#include "catalog/account_settings.hpp"
#include "protocol/plist.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::protocol {

struct PayloadKind;
using PayloadKinds = std::vector<const PayloadKind*>; ///< rows of the table

/// What a payload is written from.
struct PayloadContext {
    const AccountSettings& settings; ///< with an address
    const PayloadKinds& together;    ///< all payloads of this address
    bool for_mac;
};

struct PayloadKind {
    std::string_view name;  ///< as asked for: "mail"
    std::string_view type;  ///< PayloadType
    std::string_view part;  ///< what ends its identifier: "email"
    std::string_view title; ///< what people read: "Mail"
    bool on_mac;            ///< macOS knows it
    /// Whether the domain has it, and a profile has words for it.
    bool (*offered)(const AccountSettings&);
    void (*fill)(const Dict&, const PayloadContext&);
};

std::span<const PayloadKind> payload_kinds();

/// "mail, caldav, …"
std::string payload_kind_names();

/// Those of the asked kinds that are offered. When none is asked for: all that are offered, but an
/// Exchange account, which brings mail, calendars and contacts a second time, only in place of
/// mail where that is not IMAP.
PayloadKinds
chosen_payloads(const AccountSettings& settings, std::span<const std::string> asked, bool for_mac);

} // namespace fingerpost::protocol
