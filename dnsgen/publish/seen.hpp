/// @file
/// Whether what a name server shows is what changes were to make of it.
#pragma once

#include "publish/change.hpp"
#include "publish/observed.hpp"

#include <string>
#include <vector>

namespace fingerpost::publish {

/// Of the changes that act.
std::vector<Question> questions_of(const Changes& changes);

/// How one server shows the changes; `what` is about the first that it does not.
struct Sight {
    enum { made, not_made, unreadable } state = made;
    std::string what; ///< "_imaps._tcp.example.com. SRV"
    std::string why;  ///< when unreadable
};
Sight sight_of(const Changes& changes, const Observed& seen);

} // namespace fingerpost::publish
