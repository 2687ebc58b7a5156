// One document for the whole system and one for each type, to choose from at the top of the page.
(function () {
  var base = window.location.pathname.replace(/swagger-ui\/.*$/, 'api-docs');
  var documents = [{ url: base, name: 'System' }];
  document.body.getAttribute('data-types').split(',').forEach(function (type) {
    documents.push({ url: base + '?type=' + type, name: type });
  });
  window.documents = documents;
  window.ui = window.SwaggerUIBundle({
    urls: documents,
    'urls.primaryName': 'System',
    dom_id: '#api',
    deepLinking: false,
    validatorUrl: null,
    queryConfigEnabled: false,
    presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout'
  });
}());
