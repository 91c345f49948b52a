/// @file
/// What our pages say, in the languages they speak: THE TABLE of texts. To add a language, add a
/// column; to add a text, a row.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fingerpost::pages {

enum class Language { en, de, fr, es, el, it };

struct LanguageName {
    Language language;
    std::string_view tag;  ///< RFC 5646
    std::string_view name; ///< in the language itself
};
std::span<const LanguageName> languages();

enum class Text {
    title,
    introduction,
    address_label,
    show_settings,
    no_address,
    not_served,
    nothing_offered,
    settings_for,
    password_note,
    enable_first,
    thunderbird_how,
    outlook_how,
    apple_title,
    apple_how,
    apple_button,
    apple_code,
    android_title,
    android_how,
    android_dav,
    manual_title,
    imap_title,
    pop3_title,
    smtp_title,
    calendar_title,
    contacts_title,
    files_title,
    sieve_title,
    server,
    port,
    security,
    user_name,
    authentication,
    address_of_server,
    no_encryption,
    password,
    encrypted_password,
    no_login,
    your_address,
    copy,
    copied,
    webmail,
    instructions,
    help_title,
    other_languages,
};

std::string_view say(Text text, Language language);

/// With "{}" replaced by `what`.
std::string say(Text text, Language language, std::string_view what);

/// The tag of a language we speak, as it is or broader ("de-AT"); English for any other.
Language language_of(std::string_view tag);

/// The language of ours that Accept-Language prefers (RFC 9110 §12.5.4).
Language preferred_language(std::string_view accept_language);

std::string_view tag(Language language);

} // namespace fingerpost::pages
