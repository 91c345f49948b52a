/// @file
/// The elements of an Autoconfig document that lead people and programs to web pages: help, what
/// must be switched on first, web mail, OAuth.
/// Spec: draft-ietf-mailmaint-autoconfig; format 1.1 for <enable> and <webMail>.
#pragma once

#include "catalog/account_settings.hpp"
#include "protocol/xml.hpp"

namespace fingerpost::protocol {

/// <documentation> and <enable>, which belong to the <emailProvider>.
void add_help(const XmlNode& provider, const AccountSettings& settings);

/// <oAuth2> and <webMail>, which belong to the root.
void add_login_pages(const XmlNode& root, const AccountSettings& settings);

/// Whether clients are told enough to get a token without knowing the provider.
bool runs_oauth(const Offer& offer);

} // namespace fingerpost::protocol
