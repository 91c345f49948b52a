#include "protocol/autoconfig_pages.hpp"

#include "catalog/placeholder.hpp"

#include <algorithm>

namespace fingerpost::protocol {

namespace {

/// The URL for this domain; "" for one that differs from user to user, which nobody else's program
/// could show.
std::string page_url(const std::string& value, const AccountSettings& settings) {
    if (has_placeholder(expand_domain(value, ""))) return {};
    return expand_domain(value, settings.domain);
}

std::string page_url(AttributeId id, const AccountSettings& settings) {
    return page_url(settings.offer.attributes.get(id), settings);
}

void add_text(
    const XmlNode& parent,
    std::string_view name,
    const Attribute& text,
    const AccountSettings& settings
) {
    const auto node = parent.add(name, settings.expanded(text.value));
    if (!text.qualifier.empty()) node.attribute("lang", text.qualifier);
}

/// A page's title in its own language; a page for everybody has those of all languages without a
/// page of their own.
void add_documentation(const XmlNode& provider, const AccountSettings& settings) {
    const auto& attributes = settings.offer.attributes;
    const auto pages = attributes.all(AttributeId::documentation);
    const auto has_page = [&](const std::string& language) {
        return std::ranges::find(pages, language, &Attribute::qualifier) != pages.end();
    };
    for (const auto& page : pages) {
        const auto url = page_url(page.value, settings);
        if (url.empty()) continue;
        const auto node = provider.add("documentation");
        node.attribute("url", url);
        for (const auto& title : attributes.all(AttributeId::documentation_title))
            if (title.qualifier == page.qualifier ||
                (page.qualifier.empty() && !has_page(title.qualifier)))
                add_text(node, "descr", title, settings);
    }
}

void add_enable(const XmlNode& provider, const AccountSettings& settings) {
    const auto page = page_url(AttributeId::enable, settings);
    if (page.empty()) return;
    const auto node = provider.add("enable");
    node.attribute("visiturl", page);
    for (const auto& text : settings.offer.attributes.all(AttributeId::enable_instruction))
        add_text(node, "instruction", text, settings);
}

void add_oauth(const XmlNode& root, const AccountSettings& settings) {
    const auto authorization = page_url(AttributeId::oauth_authorization, settings);
    const auto token = page_url(AttributeId::oauth_token, settings);
    if (authorization.empty() || token.empty()) return; // without both no client gets anywhere
    const auto node = root.add("oAuth2");
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) node.add(name, value);
    };
    add("issuer", settings.attribute(AttributeId::oauth_issuer));
    add("authURL", authorization);
    add("tokenURL", token);
    add("scope", settings.attribute(AttributeId::oauth_scope));
    add("clientID", settings.attribute(AttributeId::oauth_client_id));
}

} // namespace

void add_help(const XmlNode& provider, const AccountSettings& settings) {
    add_documentation(provider, settings);
    add_enable(provider, settings);
}

void add_login_pages(const XmlNode& root, const AccountSettings& settings) {
    add_oauth(root, settings);
    // no more than the page: one client takes a <username> in here for the mail account's
    if (const auto page = page_url(AttributeId::webmail, settings); !page.empty())
        root.add("webMail").add("loginPage").attribute("url", page);
}

bool runs_oauth(const Offer& offer) {
    const auto& attributes = offer.attributes;
    return attributes.has(AttributeId::oauth_issuer) ||
           (attributes.has(AttributeId::oauth_authorization) &&
            attributes.has(AttributeId::oauth_token));
}

} // namespace fingerpost::protocol
