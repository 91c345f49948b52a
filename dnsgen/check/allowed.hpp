/// @file
/// Whom live checks may visit. What a domain's DNS says comes from strangers, who must not be able
/// to send us to machines that only we can reach.
/// Spec: RFC 6890 (special addresses), RFC 6598 (shared address space).
#pragma once

#include "base/error.hpp"
#include "check/family.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// Whether an address is for the whole Internet: not of this host, this link, this site, nobody.
bool is_public_address(std::string_view address);

/// Networks that may be visited although they are not public.
class AllowedNetworks {
public:
    /// "10.1.0.0/16", "2001:db8::/32", or an address. Errc::bad_request names what is none.
    static Result<AllowedNetworks> parse(const std::vector<std::string>& words);

    /// Whether the address is public or in one of these.
    bool allow(std::string_view address) const;

private:
    struct Network {
        std::string octets;
        int bits = 0;
    };
    std::vector<Network> networks_;
};

/// The hosts the catalog names for a domain, and every name in the domain: no others are visited.
class VisitableHosts {
public:
    explicit VisitableHosts(const Subject& subject);

    bool allow(std::string_view host) const;

private:
    std::string domain_;
    std::set<std::string, std::less<>> named_;
};

} // namespace fingerpost::check
