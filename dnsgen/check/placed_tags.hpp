/// @file
/// "v=DMARC1; p=none" as a stranger has published it: every tag with its place, whatever it is
/// called. What we publish ourselves goes through catalog/tag_list.hpp.
/// Spec: RFC 6376 §3.2.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct PlacedTag {
    std::string name; ///< as published
    std::string value;
    std::size_t at = 0; ///< where its value begins, from 0
};

class PlacedTags {
public:
    /// Errc::unsupported says at which character it is no list of tags.
    static Result<PlacedTags> read(std::string_view text);

    /// Null when it is not there.
    const PlacedTag* find(std::string_view name) const;
    /// "" when it is not there.
    std::string_view get(std::string_view name) const;
    const std::vector<PlacedTag>& all() const { return tags_; }

private:
    std::vector<PlacedTag> tags_;
};

/// "character 8: …", counted from 1 as people do.
Error wrong_at(std::size_t at, std::string_view what);

} // namespace fingerpost::check
