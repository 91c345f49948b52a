#include "protocol/xml_scan.hpp"

#include "base/text.hpp"
#include "protocol/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fingerpost::protocol {

namespace {

/// XML 1.0 §2.2: not below U+0020 but TAB, LF and CR.
bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

bool is_printable_ascii(char c) {
    return c >= 0x20 && c < 0x7f;
}

/// U+FFFE and U+FFFF, which no XML holds.
bool holds_noncharacter(std::string_view text) {
    return text.find("\xEF\xBF\xBE") != text.npos || text.find("\xEF\xBF\xBF") != text.npos;
}

bool is_character(unsigned long code) {
    if (code < 0x20) return code == 0x9 || code == 0xA || code == 0xD;
    return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code < 0x110000);
}

/// What stands between '&' and ';'.
bool is_reference(std::string_view name) {
    constexpr std::array<std::string_view, 5> predefined{"lt", "gt", "amp", "quot", "apos"};
    if (!name.starts_with('#'))
        return std::find(predefined.begin(), predefined.end(), name) != predefined.end();
    name.remove_prefix(1);
    const bool hex = name.starts_with('x');
    if (hex) name.remove_prefix(1);
    unsigned long code = 0;
    const auto [rest, problem] =
        std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
    return problem == std::errc() && rest == name.data() + name.size() && is_character(code);
}

class Scanner {
public:
    Scanner(std::string_view text, Doctype doctype) : text_(text), doctype_(doctype) {}

    Result<void> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            const auto step = c == '<' ? markup() : c == '&' ? reference() : character();
            if (!step) return step;
        }
        return {};
    }

private:
    Error bad(std::string_view what) const {
        std::string text("XML refused: ");
        text.append(what).append(" at byte ").append(std::to_string(at_));
        return {Errc::bad_request, std::move(text)};
    }
    bool at(std::string_view word) const { return text_.substr(at_).starts_with(word); }

    Result<void> character() {
        ++at_;
        return {};
    }

    Result<void> skip_to(std::string_view end) {
        const auto found = text_.find(end, at_);
        if (found == text_.npos) return bad("no \"" + std::string(end) + "\" after");
        at_ = found + end.size();
        return {};
    }

    Result<void> reference() {
        const auto end = text_.find(';', at_);
        if (end == text_.npos || !is_reference(text_.substr(at_ + 1, end - at_ - 1)))
            return bad("an entity other than the five predefined ones");
        at_ = end + 1;
        return {};
    }

    Result<void> markup() {
        if (at("<!--")) return skip_to("-->");
        if (at("<![CDATA[")) return skip_to("]]>");
        if (at("<?")) return skip_to("?>");
        if (at("<!DOCTYPE ") && doctype_ == Doctype::skipped && depth_ == 0) return doctype();
        if (at("<!")) return bad("a document type declaration");
        return tag();
    }

    Result<void> doctype() {
        const auto end = text_.find('>', at_);
        if (text_.substr(at_, end - at_).find_first_of("[&") != text_.npos)
            return bad("a document type declaration with declarations of its own");
        return skip_to(">");
    }

    Result<void> tag() {
        const bool closing = at("</");
        char quote = 0;
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (quote != 0 && c == '&') {
                const auto checked = reference();
                if (!checked) return checked;
                --at_; // the loop steps on
            } else if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return tag_ended(closing, text_[at_ - 1] == '/');
            }
        }
        return bad("a tag that does not end");
    }

    Result<void> tag_ended(bool closing, bool empty) {
        ++at_;
        depth_ += closing ? -1 : empty ? 0 : 1;
        if (depth_ > xml_depth_max)
            return bad("elements nested deeper than " + std::to_string(xml_depth_max));
        return {};
    }

    std::string_view text_;
    Doctype doctype_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace

Result<void> scan_xml(std::string_view text, Doctype doctype) {
    if (text.size() > xml_bytes_max)
        return Error{Errc::bad_request, "XML refused: longer than 65536 bytes"};
    if (trimmed(text).empty()) return Error{Errc::bad_request, "XML refused: empty"};
    if (!is_xml_text(text)) return Error{Errc::bad_request, "XML refused: not UTF-8 text"};
    return Scanner(text, doctype).run();
}

bool is_xml_text(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), is_printable_ascii)) return true; // nearly always
    return std::none_of(text.begin(), text.end(), is_control) && is_utf8(text) &&
           !holds_noncharacter(text);
}

std::string mended_xml_text(std::string_view text) {
    std::string mended;
    while (!text.empty()) {
        std::size_t length = 1;
        while (length < std::min<std::size_t>(4, text.size()) && !is_utf8(text.substr(0, length)))
            ++length;
        if (is_xml_text(text.substr(0, length))) {
            mended += text.substr(0, length);
        } else {
            mended += "\xEF\xBF\xBD";
            length = 1;
        }
        text.remove_prefix(length);
    }
    return mended;
}

} // namespace fingerpost::protocol
