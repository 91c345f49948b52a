#include "protocol/document_template.hpp"

#include "protocol/xml.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

constexpr std::string_view local_part = "%EMAILLOCALPART%";
constexpr std::string_view domain = "%EMAILDOMAIN%";

struct Kept {
    std::uint64_t offer = 0; ///< Offer::serial; 0: nothing kept
    RenderText render = nullptr;
    bool of_address = false;
    DocumentTemplate document;
};

/// One place for each hash value: a template that is displaced is rendered again.
constexpr std::size_t kept_max = 256;

Kept& place_of(RenderText render, const AccountSettings& settings) {
    static thread_local std::array<Kept, kept_max> places;
    const auto mixed = 4 * settings.offer.serial + (settings.address ? 1 : 0) +
                       2 * (reinterpret_cast<std::uintptr_t>(render) >> 4);
    return places[mixed % kept_max];
}

/// The settings of nobody: what is rendered for them has placeholders wherever it would name the
/// user or the domain.
AccountSettings of_nobody(const AccountSettings& settings) {
    AccountSettings nobody{settings.offer, std::string(domain), std::nullopt};
    if (settings.address) nobody.address = Address{std::string(local_part), std::string(domain)};
    return nobody;
}

/// Names are cut to a length after they were expanded, which a template cannot do.
bool has_fixed_names(const AccountSettings& settings) {
    return !settings.offer.provider_name.empty() && settings.display_name.empty() &&
           settings.offer.provider_name.find('%') == std::string::npos &&
           settings.offer.provider_short_name.find('%') == std::string::npos;
}

} // namespace

DocumentTemplate::DocumentTemplate(std::string_view text) {
    while (!text.empty()) {
        const auto gap = std::min(text.find(local_part), text.find(domain));
        text_ += text.substr(0, gap);
        if (gap == text.npos) break;
        const bool local = text.substr(gap).starts_with(local_part);
        pieces_.push_back({text_.size(), local ? Gap::local_part : Gap::domain});
        text.remove_prefix(gap + (local ? local_part : domain).size());
    }
    pieces_.push_back({text_.size(), Gap::none});
}

std::string DocumentTemplate::filled(const AccountSettings& settings) const {
    const auto user =
        settings.address ? xml_escaped(settings.address->local) : std::string(local_part);
    const auto filling = [&](Gap gap) -> std::string_view {
        if (gap == Gap::local_part) return user;
        if (gap == Gap::domain) return settings.domain; // a host name needs no escaping
        return {};
    };
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
    const bool of_address = settings.address.has_value();
    if (kept.offer != settings.offer.serial || kept.render != render ||
        kept.of_address != of_address) {
        const auto text = render(of_nobody(settings));
        kept = {settings.offer.serial, render, of_address, DocumentTemplate(text)};
    }
    return kept.document.filled(settings);
}

} // namespace fingerpost::protocol
