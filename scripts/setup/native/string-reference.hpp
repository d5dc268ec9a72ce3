// better-sqlite3 keeps references to strings, which Node-API allows from
// version 10. Under version 9 only objects can be referenced, so a string is
// held here as element 0 of an object. The package's own sources stay untouched:
// the compiler is told to read this file first (see ../sqlite-binding.mjs).
#pragma once
#include <napi.h>

namespace Napi {

template <>
inline Reference<String> Reference<String>::New(const String& value,
                                                uint32_t initialRefcount) {
  napi_env env = value.Env();
  if (static_cast<napi_value>(value) == nullptr) {
    return Reference<String>(env, nullptr);
  }
  napi_value holder;
  napi_status status = napi_create_object(env, &holder);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  status = napi_set_element(env, holder, 0, value);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  napi_ref ref;
  status = napi_create_reference(env, holder, initialRefcount, &ref);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  return Reference<String>(env, ref);
}

template <>
inline String Reference<String>::Value() const {
  if (_ref == nullptr) {
    return String(_env, nullptr);
  }
  napi_value holder;
  napi_status status = napi_get_reference_value(_env, _ref, &holder);
  NAPI_THROW_IF_FAILED(_env, status, String());
  napi_value value;
  status = napi_get_element(_env, holder, 0, &value);
  NAPI_THROW_IF_FAILED(_env, status, String());
  return String(_env, value);
}

}  // namespace Napi
