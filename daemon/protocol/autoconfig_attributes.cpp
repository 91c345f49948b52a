#include "protocol/autoconfig_attributes.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

/// An element's text that is an attribute's value.
struct Named {
    std::string_view element;
    AttributeId id;
};
constexpr std::array oauth_parts{
    Named{"issuer", AttributeId::oauth_issuer},
    Named{"authURL", AttributeId::oauth_authorization},
    Named{"tokenURL", AttributeId::oauth_token},
    Named{"scope", AttributeId::oauth_scope},
    Named{"clientID", AttributeId::oauth_client_id},
};

std::string language_of(const XmlElement& element) {
    return ascii_lower(trimmed(element.attribute("lang")));
}

class Reader {
public:
    explicit Reader(std::vector<std::string>& not_kept) : not_kept_(not_kept) {}

    void read(const XmlElement& element) {
        for (const auto& [name, reader] : readers)
            if (element.name == name) return (this->*reader)(element);
    }

    std::vector<AttributeRow> rows() && { return std::move(rows_); }

    static bool reads(std::string_view name) {
        return std::ranges::find(readers, name, &Part::name) != readers.end();
    }

private:
    struct Part {
        std::string_view name;
        void (Reader::*reader)(const XmlElement& element);
    };
    static const std::array<Part, 5> readers;

    void drop(const XmlElement& element, const std::string& why = {}) {
        not_kept_.push_back('<' + element.name + (why.empty() ? ">" : ">: " + why));
    }

    bool has(AttributeId id, const std::string& language) const {
        return std::ranges::any_of(rows_, [&](const AttributeRow& row) {
            return row.name == kind_of(id).name && row.qualifier == language;
        });
    }

    /// False when it is not kept, which has been said.
    bool keep(
        const XmlElement& from, AttributeId id, std::string_view value, std::string language = {}
    ) {
        AttributeRow row{std::string(kind_of(id).name), std::move(language), one_line(value)};
        if (row.value.empty()) return false;
        const auto usable = to_attribute(row);
        if (!usable) drop(from, usable.error().what);
        if (!usable || has(id, row.qualifier)) return false;
        rows_.push_back(std::move(row));
        return true;
    }

    /// The first page is everybody's, a further one that of the languages nobody spoke before.
    void read_documentation(const XmlElement& element) {
        const auto url = element.attribute("url");
        bool kept = !has(AttributeId::documentation, "");
        if (kept && !keep(element, AttributeId::documentation, url)) return;
        const bool first = kept;
        for (const auto& child : element.children) {
            const auto language = language_of(child);
            if (child.name != "descr" || has(AttributeId::documentation_title, language)) continue;
            if (!first &&
                (language.empty() || !keep(element, AttributeId::documentation, url, language)))
                continue;
            kept = true;
            keep(element, AttributeId::documentation_title, child.text, language);
        }
        if (!kept) drop(element, std::string(url));
    }

    void read_enable(const XmlElement& element) {
        if (!keep(element, AttributeId::enable, element.attribute("visiturl"))) return;
        for (const auto& child : element.children)
            if (child.name == "instruction")
                keep(child, AttributeId::enable_instruction, child.text, language_of(child));
    }

    void read_web_mail(const XmlElement& element) {
        const auto* page = element.child("loginPage");
        if (!page) return drop(element);
        keep(element, AttributeId::webmail, page->attribute("url"));
        for (const auto& child : element.children)
            if (child.name != "loginPage") drop(child);
    }

    void read_oauth(const XmlElement& element) {
        for (const auto& child : element.children) {
            const auto* const part =
                std::ranges::find(oauth_parts, std::string_view(child.name), &Named::element);
            if (part == oauth_parts.end())
                drop(child);
            else
                keep(child, part->id, child.text);
        }
    }

    void read_file_share(const XmlElement& element) {
        const auto kept = keep(element, AttributeId::file_share, element.child_text("url"));
        if (!kept && element.child_text("url").empty()) drop(element);
    }

    std::vector<std::string>& not_kept_;
    std::vector<AttributeRow> rows_;
};

const std::array<Reader::Part, 5> Reader::readers{
    Part{"documentation", &Reader::read_documentation},
    Part{"enable", &Reader::read_enable},
    Part{"webMail", &Reader::read_web_mail},
    Part{"oAuth2", &Reader::read_oauth},
    Part{"fileShare", &Reader::read_file_share},
};

} // namespace

bool holds_attributes(const XmlElement& element) {
    return Reader::reads(element.name);
}

std::vector<AttributeRow>
read_attributes(const XmlElement& root, std::vector<std::string>& not_kept) {
    Reader reader(not_kept);
    if (const auto* provider = root.child("emailProvider"))
        for (const auto& child : provider->children)
            reader.read(child);
    for (const auto& child : root.children)
        reader.read(child);
    return std::move(reader).rows();
}

} // namespace fingerpost::protocol
