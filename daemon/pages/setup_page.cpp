#include "pages/setup_page.hpp"

#include "base/text.hpp"
#include "pages/html.hpp"
#include "pages/manual_settings.hpp"
#include "pages/style.hpp"
#include "pages/texts.hpp"

#include <array>

namespace fingerpost::pages {

namespace {

using protocol::Found;
using protocol::Question;

/// What every part of the page needs to know.
struct View {
    Language language = Language::en;
    const Offer* offer = nullptr; ///< whose name and colours the page wears; null: nobody's
    std::string domain = {};
    std::string typed = {}; ///< the address as it was typed
};

Html say_html(Text what, const View& view) {
    return text(say(what, view.language));
}

std::string attribute(const View& view, AttributeId id) {
    if (!view.offer) return "";
    const std::array languages{std::string(tag(view.language))};
    const AccountSettings settings{*view.offer, view.domain, std::nullopt};
    return settings.expanded(view.offer->attributes.get(id, languages));
}

std::string brand(const View& view) {
    if (!view.offer) return "";
    const auto shown = attribute(view, AttributeId::display_name);
    return shown.empty() ? view.offer->provider_name : shown;
}

std::string query_of(const View& view) {
    return "?emailaddress=" + percent_encoded(view.typed);
}

Html head(const View& view) {
    auto title = std::string(say(Text::title, view.language));
    if (const auto name = brand(view); !name.empty()) title += " – " + name;
    const auto style = "/setup/style.css" + style_query(attribute(view, AttributeId::colour));
    return element(
        "head",
        {},
        all(
            {element("meta", {{"charset", "utf-8"}}),
             element(
                 "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}
             ),
             element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}),
             element("title", {}, text(title)),
             element("link", {{"rel", "stylesheet"}, {"href", style}}),
             // or else every browser asks for /favicon.ico
             element("link", {{"rel", "icon"}, {"href", "data:,"}}),
             element("script", {{"src", "/setup/copy.js"}, {"defer", ""}})}
        )
    );
}

Html header(const View& view) {
    Html content;
    const auto logo = attribute(view, AttributeId::page_logo);
    if (!logo.empty()) content.add(element("img", {{"src", logo}, {"alt", ""}, {"class", "logo"}}));
    if (const auto name = brand(view); !name.empty())
        content.add(element("p", {{"class", "brand"}}, text(name)));
    content.add(element("h1", {}, say_html(Text::title, view)));
    return element("header", {}, content);
}

Html form(const View& view, Text message, bool has_message) {
    Html content = element("label", {{"for", "emailaddress"}}, say_html(Text::address_label, view));
    std::vector<Html::Attribute> input{
        {"id", "emailaddress"},
        {"name", "emailaddress"},
        {"type", "email"},
        {"autocomplete", "email"},
        {"required", ""},
        {"value", view.typed}};
    if (has_message) {
        input.emplace_back("aria-invalid", "true");
        input.emplace_back("aria-describedby", "message");
    }
    content.add(element("input", input));
    content.add(
        element("input", {{"type", "hidden"}, {"name", "lang"}, {"value", tag(view.language)}})
    );
    content.add(element("button", {{"type", "submit"}}, say_html(Text::show_settings, view)));
    if (has_message)
        content.add(element("p", {{"id", "message"}, {"role", "alert"}}, say_html(message, view)));
    return element("form", {{"action", "/setup"}, {"method", "get"}}, content);
}

Html link(std::string_view target, std::string_view words, std::string_view kind) {
    return element("a", {{"href", target}, {"class", kind}}, text(words));
}

Html card(std::string_view title, const Html& content) {
    return element("section", {}, all({element("h3", {}, text(title)), content}));
}

Html paragraph(Text what, const View& view) {
    return element("p", {}, say_html(what, view));
}

/// What has to be done before any program gets in.
Html enable_notice(const View& view) {
    const auto page = attribute(view, AttributeId::enable);
    if (page.empty()) return {};
    const auto instruction = attribute(view, AttributeId::enable_instruction);
    return element(
        "p",
        {{"class", "notice"}},
        all(
            {say_html(Text::enable_first, view),
             text(" "),
             link(page, instruction.empty() ? page : instruction, "")}
        )
    );
}

Html apple(const View& view) {
    const auto picture = "/mobileconfig/qr.svg" + query_of(view);
    return card(
        say(Text::apple_title, view.language),
        all(
            {paragraph(Text::apple_how, view),
             element(
                 "p",
                 {},
                 link(
                     "/mobileconfig/" + query_of(view),
                     say(Text::apple_button, view.language),
                     "button"
                 )
             ),
             element(
                 "figure",
                 {},
                 all(
                     {element(
                          "img",
                          {{"src", picture}, {"alt", ""}, {"width", "180"}, {"height", "180"}}
                      ),
                      element("figcaption", {}, say_html(Text::apple_code, view))}
                 )
             )}
        )
    );
}

Html android(const View& view) {
    auto content = paragraph(Text::android_how, view);
    for (const auto& server : view.offer->dav_servers)
        if (server.service != DavService::jmap) {
            content.add(paragraph(Text::android_dav, view));
            break;
        }
    return card(say(Text::android_title, view.language), content);
}

Html programs(const View& view) {
    return element(
        "div",
        {{"class", "cards"}},
        all(
            {card("Thunderbird", paragraph(Text::thunderbird_how, view)),
             card("Outlook", paragraph(Text::outlook_how, view)),
             apple(view),
             android(view)}
        )
    );
}

/// The value can be copied by a button that only the script shows.
Html line(const ManualSettings::Line& each, const View& view) {
    const auto label = say(each.label, view.language);
    const std::string name =
        std::string(say(Text::copy, view.language)) + ": " + std::string(label);
    const auto button = element(
        "button",
        {{"type", "button"},
         {"hidden", ""},
         {"class", "copy"},
         {"aria-label", name},
         {"data-copied", say(Text::copied, view.language)}},
        say_html(Text::copy, view)
    );
    return element(
        "tr",
        {},
        all(
            {element("th", {{"scope", "row"}}, text(label)),
             element("td", {}, all({element("code", {}, text(each.value)), button}))}
        )
    );
}

Html manual(const AccountSettings& settings, const View& view) {
    Html content = element("h2", {}, say_html(Text::manual_title, view));
    for (const auto& service : manual_settings(settings, view.language)) {
        Html rows = element("caption", {}, say_html(service.title, view));
        Html body;
        for (const auto& each : service.lines)
            body.add(line(each, view));
        rows.add(element("tbody", {}, body));
        content.add(element("table", {}, rows));
    }
    return content;
}

Html further(const View& view) {
    Html items;
    const auto add = [&](AttributeId id, std::string_view words) {
        const auto target = attribute(view, id);
        if (!target.empty()) items.add(element("li", {}, link(target, words, "")));
    };
    add(AttributeId::webmail, say(Text::webmail, view.language));
    const auto title = attribute(view, AttributeId::documentation_title);
    add(AttributeId::documentation,
        title.empty() ? std::string(say(Text::instructions, view.language)) : title);
    return items.empty() ? items : element("ul", {{"class", "further"}}, items);
}

Html help(const View& view) {
    const auto words = attribute(view, AttributeId::help_text);
    if (words.empty()) return {};
    return all({element("h2", {}, say_html(Text::help_title, view)), element("p", {}, text(words))}
    );
}

Html footer(const View& view) {
    Html items;
    for (const auto& each : languages()) {
        auto target = "/setup?lang=" + std::string(each.tag);
        if (!view.typed.empty()) target += "&emailaddress=" + percent_encoded(view.typed);
        std::vector<Html::Attribute> attributes{
            {"href", target}, {"lang", each.tag}, {"hreflang", each.tag}};
        if (each.language == view.language) attributes.emplace_back("aria-current", "true");
        items.add(element("li", {}, element("a", attributes, text(each.name))));
    }
    const auto name = say(Text::other_languages, view.language);
    return element("footer", {}, element("nav", {{"aria-label", name}}, element("ul", {}, items)));
}

Response page(int status, const View& view, const Html& content) {
    const auto body =
        element("body", {}, all({header(view), element("main", {}, content), footer(view)}));
    Response response{
        status,
        "text/html; charset=utf-8",
        "<!DOCTYPE html>\n" +
            element("html", {{"lang", tag(view.language)}}, all({head(view), body})).str() + '\n'};
    response.headers = {
        {"Cache-Control", "no-store"},
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
         "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Content-Type-Options", "nosniff"},
        {"Vary", "Accept-Language"}};
    return response;
}

Response form_page(const View& view) {
    return page(200, view, all({paragraph(Text::introduction, view), form(view, {}, false)}));
}

Response refusal(int status, const View& view, Text message) {
    return page(status, view, form(view, message, true));
}

Response settings_page(const AccountSettings& settings, const View& view) {
    const auto title = say(Text::settings_for, view.language, settings.address->str());
    return page(
        200,
        view,
        all(
            {element("h2", {}, text(title)),
             enable_notice(view),
             programs(view),
             element("p", {{"class", "notice"}}, say_html(Text::password_note, view)),
             manual(settings, view),
             further(view),
             help(view)}
        )
    );
}

Language language_of_request(const Request& request) {
    const auto typed = query_value(request.query, "lang");
    return typed ? language_of(*typed) : preferred_language(request.accept_language);
}

} // namespace

Result<Question> parse_setup(const Request& request) {
    if (request.path == "/" && !request.host.starts_with("autoconfig."))
        return Error{Errc::not_found, "no such document"};
    Question question;
    question.host_domain = protocol::domain_of_host(request.host);
    question.wanted = {std::string(tag(language_of_request(request)))};
    const auto typed = query_value(request.query, "emailaddress");
    if (!typed || typed->empty()) return question;
    auto address = Address::parse(trimmed(*typed));
    if (!address) return address.error();
    question.address = std::move(*address);
    return question;
}

Result<Response> render_setup(const Question& question, std::span<const Found> found) {
    View view{language_of(question.wanted.front())};
    const auto& one = found.front();
    if (one) {
        view.offer = &one->offer;
        view.domain = one->domain;
    }
    if (!question.address) return form_page(view);
    view.typed = question.address->str();
    if (!one || !one->address) return refusal(404, view, Text::not_served);
    if (manual_settings(*one, view.language).empty())
        return refusal(404, view, Text::nothing_offered);
    return settings_page(*one, view);
}

Response refuse_setup(const Request& request, const Error& error, protocol::TimeOfDay) {
    if (error.code == Errc::not_found)
        return {404, "text/plain; charset=utf-8", error.what + '\n', {}};
    View view{language_of_request(request)};
    view.typed = query_value(request.query, "emailaddress").value_or("").substr(0, 320);
    return refusal(400, view, Text::no_address);
}

namespace {

constexpr std::string_view get = "GET, HEAD";

// clang-format off
constexpr std::array table{
    protocol::Protocol{"setup_page", "/setup", protocol::Match::exact, get, false,
                       parse_setup, render_setup, refuse_setup},
    protocol::Protocol{"setup_page", "/", protocol::Match::exact, get, false,
                       parse_setup, render_setup, refuse_setup},
    protocol::Protocol{"setup_page", "/setup/style.css", protocol::Match::exact, get, false,
                       parse_style, render_style, protocol::refuse_plainly},
    protocol::Protocol{"setup_page", "/setup/copy.js", protocol::Match::exact, get, false,
                       parse_style, render_script, protocol::refuse_plainly},
};
// clang-format on

} // namespace

std::span<const protocol::Protocol> all() {
    return table;
}

} // namespace fingerpost::pages
