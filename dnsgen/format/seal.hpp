/// @file
/// The first line of a file of ours. It says who wrote the file, and holds a digest of all that
/// follows, so that a change by hand is noticed before it is lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::format {

/// How a line that means nothing begins and ends in a language; both "": it knows no such lines.
struct Comment {
    std::string_view open;
    std::string_view close;

    bool exists() const { return !open.empty(); }
};
inline constexpr Comment semicolon{"; ", ""}, slashes{"// ", ""}, hash{"# ", ""},
    markup{"<!-- ", " -->"}, no_comment{};

enum class Seal {
    intact,
    unsealed, ///< written by a version that knew no digests
    edited,
    foreign ///< not written by us
};

/// `body` below its seal. `whose` is a domain, or "" for many.
std::string sealed(Comment comment, std::string_view whose, std::string_view body);

Seal seal_of(Comment comment, std::string_view text);

/// What stands below the seal of a file that is not foreign.
std::string_view body_of(std::string_view text);

} // namespace fingerpost::format
