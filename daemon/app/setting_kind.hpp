/// @file
/// How the value of a setting is written, and how it is read. A new kind is a function here.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::http {
struct Endpoint;
}
namespace fingerpost::zone {
struct NameServer;
}

namespace fingerpost::app {

struct Settings;

struct Kind {
    std::string words; ///< "a whole number between 0 and 10": what a wrong value is not

    /// Changes nothing on failure; Error::what is "" where `words` say it all.
    std::function<Result<void>(Settings&, std::string_view)> read;
};

using Texts = std::vector<std::string>;

/// `T` is int, unsigned, std::size_t, std::uint32_t or std::chrono::seconds.
template <class T>
Kind whole_number(T Settings::*member, std::int64_t min, std::int64_t max);

/// Words in any letter case, the first of which is how we write it.
template <class T>
Kind choice(T Settings::*member, const std::vector<std::pair<std::string_view, T>>& words);

/// ConfigParser's yes, no, true, false, on, off, 1, 0; `part` finds where it is kept.
Kind boolean(bool& (*part)(Settings&));
Kind ignored_boolean(); ///< the same, read and forgotten

Kind endpoints(std::vector<http::Endpoint> Settings::*member, std::size_t at_least);
Kind host(std::string Settings::*member); ///< a name, an IP address, or nothing
/// "ns1.example.com", or "ns1.example.com=192.0.2.1" where the zone needs the address too.
Kind name_servers(std::vector<zone::NameServer> Settings::*member);
/// Addresses with a port, 53 where none is given.
Kind dns_servers(std::vector<http::Endpoint> Settings::*member);
Kind zone_name(std::string Settings::*member); ///< a domain name, or nothing
Kind ip_addresses(Texts Settings::*member);
Kind domains(Texts Settings::*member);
Kind networks(Texts Settings::*member); ///< as check::AllowedNetworks reads them
Kind mail_address(std::string Settings::*member);
Kind database_uri(std::string Settings::*member);

/// The path of a file, which is not opened here; `part` finds where it is kept.
Kind file_path(std::string& (*part)(Settings&));

/// A program and its arguments; no shell will read it.
Kind command(std::string& (*part)(Settings&));

} // namespace fingerpost::app
