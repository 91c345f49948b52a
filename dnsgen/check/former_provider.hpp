/// @file
/// Providers of mail by the records they have their customers publish: who a domain was with
/// before, and exactly which records still lead clients there.
#pragma once

#include "check/family.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// Which record gives a provider away.
enum class Sign {
    exchanger,    ///< target of MX
    autodiscover, ///< alias or SRV target
    autoconfig,   ///< alias
    service,      ///< SRV target of a service
    spf,          ///< include or redirect
    verification  ///< TXT that proves who owns the domain; does no harm
};

/// A row of the table. Hosts stand for themselves and all names below them.
struct Product {
    std::string_view name; ///< "Microsoft 365"
    std::array<std::string_view, 4> exchangers = {};
    std::array<std::string_view, 4> hosts = {}; ///< that clients are sent to
    std::array<std::string_view, 4> includes = {};
    std::string_view verification = {};      ///< how its TXT record begins
    std::array<std::uint16_t, 2> ports = {}; ///< of SRV records at the customer's own host
};
std::span<const Product> products();

/// One record that leads to a product.
struct Trace {
    Sign sign = Sign::exchanger;
    zone::Record record;          ///< to be deleted
    zone::Records instead = {};   ///< what is left of it, or what we want there
    std::string_view astray = {}; ///< who is led there
};

struct FormerProvider {
    std::string_view product;
    bool takes_mail = false; ///< no other exchanger is known: the domain has not moved yet
    std::vector<Trace> traces;
};

/// The products other than those the catalog itself tells of, in the order of the table. What could
/// not be looked up is left out.
std::vector<FormerProvider> former_providers(const Subject& subject, Evidence& evidence);

} // namespace fingerpost::check
