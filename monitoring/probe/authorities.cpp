#include "probe/authorities.hpp"

#include "base/clock.hpp"
#include "probe/openssl.hpp"

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace fingerpost::probe {

namespace {

/// 112 bits: no SHA-1, no RSA below 2048. What clients of today ask for.
constexpr int security_level = 2;

std::string who(const Certificate& certificate) {
    return certificate.subject.empty() ? "a certificate without a subject" : certificate.subject;
}

/// OpenSSL's reason, and what it is about.
std::string reason(X509_STORE_CTX* verification, const std::vector<Certificate>& chain) {
    const int error = X509_STORE_CTX_get_error(verification);
    const int depth = X509_STORE_CTX_get_error_depth(verification);
    const auto* const at = X509_STORE_CTX_get_current_cert(verification);
    const std::string text = X509_verify_cert_error_string(error);
    const auto same = [at](const Certificate& one) {
        const auto read = openssl::read(one.der);
        return read && at && X509_cmp(read.get(), at) == 0;
    };
    const auto found = std::ranges::find_if(chain, same);
    if (found == chain.end()) return text;
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return "no certificate of its issuer was sent or is trusted here: " + found->issuer;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return text + " on " + utc_text(found->not_after) + (depth ? ": " + who(*found) : "");
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return text + " before " + utc_text(found->not_before) + (depth ? ": " + who(*found) : "");
    default: return depth ? text + ": " + who(*found) : text;
    }
}

std::string names_of(const Certificate& leaf) {
    std::string text;
    constexpr std::size_t most = 10;
    std::size_t told = 0;
    for (const auto* const list : {&leaf.names, &leaf.addresses})
        for (const auto& name : *list)
            if (told++ < most) text.append(text.empty() ? "" : ", ").append(name);
    if (told > most) text += " and " + std::to_string(told - most) + " more";
    return told ? text : "no name at all";
}

std::int64_t earliest_end(X509_STORE_CTX* verification, std::int64_t end) {
    const auto* const path = X509_STORE_CTX_get0_chain(verification);
    for (int i = 0; i < sk_X509_num(path); ++i) {
        std::tm parts{};
        if (ASN1_TIME_to_tm(X509_get0_notAfter(sk_X509_value(path, i)), &parts) == 1)
            end = std::min<std::int64_t>(end, ::timegm(&parts));
    }
    return end;
}

class OpensslAuthorities final : public Authorities {
public:
    explicit OpensslAuthorities(openssl::Store store) : store_(std::move(store)) {}

    Trust judge(const std::vector<Certificate>& chain, const std::string& host, std::int64_t now)
        const override {
        const auto& leaf = chain.front();
        Trust trust;
        trust.covers = covers(leaf, host);
        trust.ends = leaf.not_after;
        verify(chain, now, trust);
        if (!trust.covers)
            trust.why += (trust.why.empty() ? "" : "; ") + ("it is for " + names_of(leaf)) +
                         ", not for " + host;
        return trust;
    }

private:
    void verify(const std::vector<Certificate>& chain, std::int64_t now, Trust& trust) const {
        const openssl::Certificates sent(sk_X509_new_null());
        for (const auto& certificate : chain)
            if (auto read = openssl::read(certificate.der))
                sk_X509_push(sent.get(), read.release());
        const openssl::Verification verification(X509_STORE_CTX_new());
        auto* const leaf = sk_X509_value(sent.get(), 0);
        if (X509_STORE_CTX_init(verification.get(), store_.get(), leaf, sent.get()) != 1) {
            trust.why = "it cannot be verified here";
            return;
        }
        X509_STORE_CTX_set_default(verification.get(), "ssl_server");
        auto* const terms = X509_STORE_CTX_get0_param(verification.get());
        X509_VERIFY_PARAM_set_time(terms, static_cast<std::time_t>(now));
        X509_VERIFY_PARAM_set_auth_level(terms, security_level);
        trust.trusted = X509_verify_cert(verification.get()) == 1;
        if (trust.trusted)
            trust.ends = earliest_end(verification.get(), trust.ends);
        else
            trust.why = reason(verification.get(), chain);
        ERR_clear_error();
    }

    openssl::Store store_;
};

} // namespace

Result<std::shared_ptr<const Authorities>> Authorities::load(const std::string& ca_file) {
    openssl::Store store(X509_STORE_new());
    const bool loaded = ca_file.empty() ? X509_STORE_set_default_paths(store.get()) == 1
                                        : X509_STORE_load_file(store.get(), ca_file.c_str()) == 1;
    ERR_clear_error();
    if (!loaded)
        return Error{
            Errc::bad_request,
            "\"" + ca_file + "\" holds no certificates in PEM form that can be read"};
    return std::shared_ptr<const Authorities>(std::make_shared<OpensslAuthorities>(std::move(store))
    );
}

} // namespace fingerpost::probe
