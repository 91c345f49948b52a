/// @file
/// "v=DKIM1; k=rsa; p=…": how the TXT records of DKIM, DMARC and others list what they say.
/// Spec: RFC 6376 §3.2.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

struct Tag {
    std::string name; ///< lower case
    std::string value;
};

class TagList {
public:
    /// Errc::unsupported for anything but printable ASCII, a part that is no tag=value, and a tag
    /// that is given twice.
    static Result<TagList> parse(std::string_view text);

    /// "" when it is not there.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    const std::vector<Tag>& tags() const { return tags_; }
    std::string str() const; ///< "v=DKIM1; p=…", in the order given

    void set(std::string_view name, std::string value); ///< of a tag that is there

private:
    std::vector<Tag> tags_;
};

/// A row of what a tag may hold.
struct TagRule {
    std::string_view name;
    bool (*accepts)(std::string_view value);
    std::string_view wanted; ///< "r or s"
};

} // namespace fingerpost
