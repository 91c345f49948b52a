/// @file
/// The settings that SOAP Autodiscover tells by name, of a user and of a domain.
/// Spec: [MS-OXWSADISC] §3.1.4, "Setting (SOAP)" in Microsoft's reference of its elements.
#pragma once

#include "catalog/account_settings.hpp"
#include "protocol/xml.hpp"

#include <span>
#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// Of which Exchange we say to be: the first whose Autodiscover tells connections of mail servers.
struct ExchangeVersion {
    static constexpr std::string_view major = "15", minor = "0", build = "160", revision = "4";
    static constexpr std::string_view name = "Exchange2013";
};

/// <UserSettingErrors> and <UserSettings>, each wanted setting in one of them.
void add_user_settings(
    const XmlNode& response, const AccountSettings& settings, std::span<const std::string> wanted
);
/// <DomainSettingErrors> and <DomainSettings>; the user, if there is one, is not told.
void add_domain_settings(
    const XmlNode& response, const AccountSettings& settings, std::span<const std::string> wanted
);

} // namespace fingerpost::protocol
