/// @file
/// Files judged by BIND's own programs before a name server sees them.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::publish {

/// What named-checkzone and named-checkconf, of this machine, say to a text before it becomes a
/// file. It blocks.
class BindCheck {
public:
    /// Errc::not_found when BIND's programs are not installed.
    static Result<BindCheck> make();

    /// A whole zone (`format` "bind-zone"), lines for $INCLUDE ("bind-snippet") or stanzas
    /// ("bind-conf"). Errc::conflict says what is wrong with it.
    Result<void>
    operator()(std::string_view format, const std::string& domain, std::string_view text) const;

private:
    std::string checkzone_;
    std::string checkconf_;
};

} // namespace fingerpost::publish
