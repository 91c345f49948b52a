#include "protocol/document_template.hpp"

#include "protocol/xml.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

// what the writer of XML leaves as it is, and nobody is called
constexpr std::string_view local_part = "%EMAILLOCALPART%";
constexpr std::string_view domain = "%EMAILDOMAIN%";
constexpr std::string_view login = "%LOGIN OF NOBODY%";
constexpr std::string_view display_name = "%NAME OF NOBODY%";

/// Which of the gaps there are.
unsigned form_of(const AccountSettings& settings) {
    return (settings.address ? 1U : 0U) + (settings.login.empty() ? 0U : 2U) +
           (settings.display_name.empty() ? 0U : 4U);
}

struct Kept {
    std::uint64_t offer = 0; ///< Offer::serial; 0: nothing kept
    RenderText render = nullptr;
    unsigned form = 0;
    DocumentTemplate document;
};

/// One place for each hash value: a template that is displaced is rendered again.
constexpr std::size_t kept_max = 256;

Kept& place_of(RenderText render, const AccountSettings& settings) {
    static thread_local std::array<Kept, kept_max> places;
    const auto mixed = settings.offer.serial + (reinterpret_cast<std::uintptr_t>(render) >> 4);
    return places[(8 * mixed + form_of(settings)) % kept_max];
}

/// The settings of nobody: what is rendered for them has placeholders wherever it would name the
/// user or the domain.
AccountSettings of_nobody(const AccountSettings& settings) {
    AccountSettings nobody{settings.offer, std::string(domain), std::nullopt};
    if (settings.address) nobody.address = Address{std::string(local_part), std::string(domain)};
    if (!settings.login.empty()) nobody.login = login;
    if (!settings.display_name.empty()) nobody.display_name = display_name;
    return nobody;
}

/// Names are cut to a length after they were expanded, which a template cannot do.
bool has_fixed_names(const AccountSettings& settings) {
    const auto& offer = settings.offer;
    const bool named =
        !offer.provider_name.empty() || offer.attributes.has(AttributeId::display_name);
    return named && !has_name_in_languages(offer) &&
           settings.provider_name().find('%') == std::string::npos &&
           settings.provider_short_name().find('%') == std::string::npos;
}

} // namespace

DocumentTemplate::DocumentTemplate(std::string_view text) {
    constexpr std::array marks{local_part, domain, login, display_name};
    constexpr std::array gaps{Gap::local_part, Gap::domain, Gap::login, Gap::display_name};
    std::size_t start = 0;
    for (auto at = text.find('%'); at != text.npos; at = text.find('%', at)) {
        std::size_t i = 0;
        while (i < marks.size() && !text.substr(at).starts_with(marks[i]))
            ++i;
        if (i == marks.size()) {
            ++at;
            continue;
        }
        text_ += text.substr(start, at - start);
        pieces_.push_back({text_.size(), gaps[i]});
        start = at += marks[i].size();
    }
    text_ += text.substr(start);
    pieces_.push_back({text_.size(), Gap::none});
}

std::string DocumentTemplate::filled(const AccountSettings& settings) const {
    const auto user =
        settings.address ? xml_escaped(settings.address->local) : std::string(local_part);
    const auto login_known = xml_escaped(settings.login);
    const auto name = xml_escaped(settings.display_name);
    // by Gap; a host name needs no escaping
    const std::array<std::string_view, 5> fillings{"", user, settings.domain, login_known, name};
    const auto filling = [&](Gap gap) { return fillings[static_cast<std::size_t>(gap)]; };
    auto size = text_.size();
    for (const auto& piece : pieces_)
        size += filling(piece.gap).size();
    std::string document;
    document.reserve(size);
    std::size_t start = 0;
    for (const auto& piece : pieces_) {
        document.append(text_, start, piece.end - start).append(filling(piece.gap));
        start = piece.end;
    }
    return document;
}

std::string render_by_template(RenderText render, const AccountSettings& settings) {
    if (settings.offer.serial == 0 || !has_fixed_names(settings)) return render(settings);
    auto& kept = place_of(render, settings);
    const auto form = form_of(settings);
    if (kept.offer != settings.offer.serial || kept.render != render || kept.form != form) {
        const auto text = render(of_nobody(settings));
        kept = {settings.offer.serial, render, form, DocumentTemplate(text)};
    }
    return kept.document.filled(settings);
}

} // namespace fingerpost::protocol
