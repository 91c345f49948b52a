/// @file
/// HTML that is right by construction: text comes in through text(), which escapes it, and markup
/// only through element().
/// Spec: HTML Living Standard §13.1.2.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::pages {

class Html {
public:
    Html() = default;

    Html& add(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    bool empty() const { return markup_.empty(); }
    const std::string& str() const { return markup_; }

    using Attribute = std::pair<std::string_view, std::string_view>;

private:
    friend Html text(std::string_view text);
    friend Html
    element(std::string_view name, const std::vector<Attribute>& attributes, const Html& content);
    std::string markup_;
};

/// Bytes that no document may hold become U+FFFD.
Html text(std::string_view text);

/// Names are literals of ours; values are escaped. An attribute without a value ("hidden") has the
/// value "". `content` of a void element (meta, input) is ignored.
Html element(
    std::string_view name,
    const std::vector<Html::Attribute>& attributes = {},
    const Html& content = {}
);

/// Several pieces as one.
Html all(std::initializer_list<Html> pieces);

} // namespace fingerpost::pages
