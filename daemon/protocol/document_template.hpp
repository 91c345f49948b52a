/// @file
/// Documents that differ from user to user only in the address and in what a directory knows:
/// rendered once for an offer, with gaps, and filled in for each request. Five times faster than
/// rendering, and the same bytes.
#pragma once

#include "catalog/account_settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::protocol {

/// A text with gaps where %EMAILLOCALPART%, %EMAILDOMAIN% and nobody's names stood.
class DocumentTemplate {
public:
    DocumentTemplate() = default;
    explicit DocumentTemplate(std::string_view text);

    /// Values are escaped as the writer of XML does. Without an address only the domain is filled
    /// in, and the other placeholder stays.
    std::string filled(const AccountSettings& settings) const;

private:
    enum class Gap { none, local_part, domain, login, display_name };
    struct Piece {
        std::size_t end; ///< of the text before the gap, in text_
        Gap gap;
    };
    std::string text_; ///< without the placeholders
    std::vector<Piece> pieces_;
};

using RenderText = std::string (*)(const AccountSettings&);

/// The same bytes as render(settings), by way of a template kept for the offer and this `render`.
/// `render` may use the address, the domain, the login and the display name only as they stand or
/// expanded. Keeps a bounded
/// number of templates for each thread.
std::string render_by_template(RenderText render, const AccountSettings& settings);

} // namespace fingerpost::protocol
