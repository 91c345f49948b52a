/// @file
/// What the verbs about profiles are told: whom one is for, what it holds, where it is fetched.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"

#include <string>

namespace fingerpost::cli {

struct ProfileWish {
    std::string base;  ///< "https://autoconfig.example.com", without a final slash
    std::string query; ///< "emailaddress=…", as the profile's URL has it
};

inline constexpr Positional profile_addresses{
    "ADDRESS", "mail addresses, an account each", true, true};
inline constexpr Option profile_name_option{"name", "NAME", "the user's own name"};
inline constexpr Option profile_kinds_option{
    "kinds", "LIST", "mail, caldav, carddav, eas, ldap; else what the domain offers"};
inline constexpr Option profile_base_option{
    "base", "URL", "https URL of the service; else that of public_hostname"};

/// Errc::bad_request says which word is wrong.
Result<ProfileWish> profile_wish(const Arguments& arguments, const app::Settings& settings);

/// What the daemon would refuse the profile with.
Result<void> check_profile(const ProfileWish& wish, const Catalog& catalog);

} // namespace fingerpost::cli
