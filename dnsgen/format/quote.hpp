/// @file
/// Strings as they stand in the languages we write.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::format {

/// In double quotes, for JavaScript, and for YAML and HCL where the text is ASCII. All but
/// printable ASCII is escaped, of UTF-8 as \uXXXX.
std::string code_string(std::string_view utf8);

/// The same for HCL, where "${" and "%{" begin templates.
std::string hcl_string(std::string_view ascii);

/// A cell of RFC 4180. What a spreadsheet would take for a formula, and what begins with an
/// apostrophe, gets an apostrophe before it.
std::string csv_cell(std::string_view text);

/// A code span in the cell of a Markdown table.
std::string markdown_code(std::string_view text);

/// Plain words in the cell of a Markdown table.
std::string markdown_text(std::string_view text);

} // namespace fingerpost::format
