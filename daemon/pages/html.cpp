#include "pages/html.hpp"

#include "protocol/xml.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::pages {

Html text(std::string_view text) {
    Html html;
    html.markup_ = protocol::xml_escaped(text);
    return html;
}

Html element(
    std::string_view name, const std::vector<Html::Attribute>& attributes, const Html& content
) {
    constexpr std::array<std::string_view, 5> childless{"br", "img", "input", "link", "meta"};
    Html html;
    auto& markup = html.markup_;
    markup.append("<").append(name);
    for (const auto& [key, value] : attributes)
        markup.append(" ").append(key).append("=\"").append(text(value).str()).append("\"");
    markup += '>';
    if (std::ranges::find(childless, name) == childless.end())
        markup.append(content.str()).append("</").append(name).append(">");
    return html;
}

Html all(std::initializer_list<Html> pieces) {
    Html html;
    for (const auto& piece : pieces)
        html.add(piece);
    return html;
}

} // namespace fingerpost::pages
