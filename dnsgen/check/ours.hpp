/// @file
/// What belongs to us, so that a record leading there is right however it is spelt: the hosts the
/// catalog tells of, our own host, and their addresses; those seen from outside a NAT too.
#pragma once

#include "check/family.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

enum class Whose {
    ours,
    partly, ///< some of its addresses are not ours
    foreign,
    nobody, ///< it has no address
    unknown
};

class Ours {
public:
    /// Both must outlive it.
    Ours(const Subject& subject, Evidence& evidence);

    /// Whether the catalog or the settings tell of this host; as answers write it.
    bool has_name(std::string_view host) const { return names_.contains(host); }
    bool has_address(const std::string& address) const { return addresses_.contains(address); }

    /// By its addresses alone.
    Whose by_address(std::string_view host) const;

    /// By its name, or else by its addresses.
    Whose whose(std::string_view host) const;

    /// Those of the host's addresses that are not ours.
    std::vector<std::string> strange_addresses(std::string_view host) const;

    const std::set<std::string, std::less<>>& names() const { return names_; }

private:
    void add_names(const Subject& subject);
    void add_addresses(const Subject& subject);

    Evidence& evidence_;
    std::set<std::string, std::less<>> names_;
    std::set<std::string, std::less<>> addresses_;
    bool known_ = true; ///< whether all addresses could be looked up
};

/// Whether two hosts have an address in common, or are one. None: it is not known.
std::optional<bool> same_host(Evidence& evidence, std::string_view a, std::string_view b);

} // namespace fingerpost::check
