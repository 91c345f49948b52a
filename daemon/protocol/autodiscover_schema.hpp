/// @file
/// What Autodiscover's documents share, the names of their schemas before all. Those begin with
/// "http:", whatever the connection. Spec: [MS-OXDSCLI] §2.2.4, [MS-ASCMD] §2.2.1.1.
#pragma once

#include "base/message.hpp"
#include "catalog/account_settings.hpp"

#include <string>
#include <string_view>

namespace fingerpost::protocol {

inline constexpr std::string_view outlook_request =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
inline constexpr std::string_view outlook_response =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
inline constexpr std::string_view mobilesync_request =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";
inline constexpr std::string_view mobilesync_response =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";
/// Around every response.
inline constexpr std::string_view response_frame =
    "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";

/// What people read of the user, who must be known.
inline std::string user_title(const AccountSettings& settings) {
    return settings.display_name.empty() ? settings.address->str() : settings.display_name;
}

/// For one user only, so no cache may give it to another.
inline Response autodiscover_document(std::string xml) {
    return {200, "text/xml; charset=utf-8", std::move(xml), {{"Cache-Control", "private"}}};
}

} // namespace fingerpost::protocol
