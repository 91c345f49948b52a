/// @file
/// The style sheet and the script of our pages, from web/people; the sheet in the operator's
/// colour.
#pragma once

#include "protocol/protocol.hpp"

#include <string>
#include <string_view>

namespace fingerpost::pages {

/// "?colour=1a6b4f" for "#1a6b4f", or "".
std::string style_query(std::string_view colour);

/// wanted: the colour of the query, without its '#', where it is one.
Result<protocol::Question> parse_style(const Request& request);
Result<Response>
render_style(const protocol::Question& question, std::span<const protocol::Found> found);
Result<Response>
render_script(const protocol::Question& question, std::span<const protocol::Found> found);

} // namespace fingerpost::pages
