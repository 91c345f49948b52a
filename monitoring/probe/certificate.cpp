#include "probe/certificate.hpp"

#include "base/text.hpp"
#include "probe/openssl.hpp"

#include <boost/asio/ip/address.hpp>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <utility>

namespace fingerpost::probe {

namespace {

namespace ip = boost::asio::ip;

std::string_view octets(const ASN1_STRING* text) {
    const auto* const data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(text));
    return {data, static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// RFC 4514, in UTF-8.
std::string written(const X509_NAME* name) {
    const openssl::Output output(BIO_new(BIO_s_mem()));
    constexpr unsigned long form =
        XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(output.get(), name, 0, form);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(output.get(), &text);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string organisation(const X509_NAME* name) {
    const int at = X509_NAME_get_index_by_NID(name, NID_organizationName, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const auto* const entry = X509_NAME_get_entry(name, at);
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
    if (size < 0) return {};
    std::string found(reinterpret_cast<char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return found;
}

std::string public_key(const X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0) return {};
    std::string found(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return found;
}

std::optional<std::int64_t> unix_seconds(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return ::timegm(&parts);
}

/// iPAddress holds four octets or sixteen (RFC 5280 §4.2.1.6); anything else is no address.
std::string address_text(std::string_view bytes) {
    ip::address_v4::bytes_type four{};
    ip::address_v6::bytes_type sixteen{};
    if (bytes.size() == four.size()) {
        std::ranges::copy(bytes, four.begin());
        return ip::address_v4(four).to_string();
    }
    if (bytes.size() != sixteen.size()) return {};
    std::ranges::copy(bytes, sixteen.begin());
    return ip::address_v6(sixteen).to_string();
}

/// A name that could be a host's: an octet 0 inside would hide what follows it from people.
bool is_readable(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; });
}

void read_names(const X509* certificate, Certificate& into) {
    const openssl::Names names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)
    ));
    const auto count = std::min<std::size_t>(
        names ? static_cast<std::size_t>(sk_GENERAL_NAME_num(names.get())) : 0,
        certificate_names_max
    );
    for (std::size_t i = 0; i < count; ++i) {
        int kind = 0;
        const auto* const name = sk_GENERAL_NAME_value(names.get(), static_cast<int>(i));
        const auto bytes = octets(static_cast<ASN1_STRING*>(GENERAL_NAME_get0_value(name, &kind)));
        if (kind == GEN_DNS && is_readable(bytes)) into.names.push_back(ascii_lower(bytes));
        if (kind != GEN_IPADD) continue;
        if (auto text = address_text(bytes); !text.empty())
            into.addresses.push_back(std::move(text));
    }
}

/// RFC 9525 §6.3: the wildcard is the whole leftmost label and stands for exactly one.
bool matches(std::string_view name, std::string_view host) {
    if (!name.starts_with("*.")) return name == host;
    const auto dot = host.find('.');
    return dot != host.npos && dot > 0 && host.substr(dot) == name.substr(1);
}

} // namespace

Result<Certificate> read_certificate(std::string_view der) {
    if (der.size() > certificate_size_max)
        return Error{Errc::bad_request, "a certificate of more than 64 KiB"};
    const auto read = openssl::read(der);
    if (!read) return Error{Errc::bad_request, "not one whole certificate in DER form"};
    const auto not_before = unix_seconds(X509_get0_notBefore(read.get()));
    const auto not_after = unix_seconds(X509_get0_notAfter(read.get()));
    if (!not_before || !not_after)
        return Error{Errc::bad_request, "a certificate without readable dates"};
    Certificate certificate;
    certificate.der = der;
    certificate.public_key = public_key(read.get());
    certificate.subject = written(X509_get_subject_name(read.get()));
    certificate.issuer = written(X509_get_issuer_name(read.get()));
    certificate.issuer_organisation = organisation(X509_get_issuer_name(read.get()));
    certificate.not_before = *not_before;
    certificate.not_after = *not_after;
    read_names(read.get(), certificate);
    ERR_clear_error();
    return certificate;
}

bool covers(const Certificate& certificate, std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    boost::system::error_code is_name;
    const auto address = ip::make_address(host, is_name);
    if (!is_name) return std::ranges::count(certificate.addresses, address.to_string()) > 0;
    const auto wanted = ascii_lower(host);
    const auto fits = [&wanted](const std::string& name) { return matches(name, wanted); };
    return !wanted.empty() && std::ranges::any_of(certificate.names, fits);
}

std::string fingerprint(const Certificate& certificate) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    const auto* const bytes = reinterpret_cast<const unsigned char*>(certificate.der.data());
    SHA256(bytes, certificate.der.size(), digest.data());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto octet : digest)
        text.append({digits[octet >> 4U], digits[octet & 15U]});
    return text;
}

} // namespace fingerpost::probe
